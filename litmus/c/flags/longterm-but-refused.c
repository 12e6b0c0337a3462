// SPDX-License-Identifier: MIT
/*
 * about: The page is let go where a test refuses it, and kept in an object else, until user space ends that.
 * source: drivers/vfio/vfio_iommu_type1.c:vaddr_get_pfn (v5.0), mended by vfio, mm: fix get_user_pages_remote() and FOLL_LONGTERM
 * status: active
 */
#include <linux/mm.h>
#include <linux/fs.h>

struct plot {
	struct page *page;
};

static int bad_plot_take(struct plot *p, struct mm_struct *mm, unsigned long addr)
{
	struct page *page;
	int ret;

	mmap_read_lock(mm);
	ret = pin_user_pages_remote(mm, addr, 1, FOLL_WRITE, &page, NULL); //~ PF402
	if (ret > 0 && plot_is_refused(addr)) {
		ret = -EOPNOTSUPP;
		unpin_user_page(page);
	}
	mmap_read_unlock(mm);
	if (ret != 1)
		return -EFAULT;
	p->page = page;
	return 0;
}

static void plot_drop(struct plot *p)
{
	if (p->page)
		unpin_user_pages_dirty_lock(&p->page, 1, true);
	p->page = NULL;
}

static long plot_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct plot *p = file->private_data;

	return bad_plot_take(p, current->mm, arg);
}

static int plot_release(struct inode *inode, struct file *file)
{
	plot_drop(file->private_data);
	return 0;
}

static const struct file_operations plot_fops = {
	.unlocked_ioctl = plot_ioctl,
	.release = plot_release,
};

struct glance {
	struct page *page;
};

/* Whether it is kept or not, the same request lets it go. */
static long good_glance_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct glance *g = file->private_data;

	if (pin_user_pages_fast(arg, 1, FOLL_WRITE, &g->page) != 1)
		return -EFAULT;
	if (glance_is_wanted(g))
		glance_look(g);
	unpin_user_pages_dirty_lock(&g->page, 1, true);
	g->page = NULL;
	return 0;
}

static const struct file_operations glance_fops = {
	.unlocked_ioctl = good_glance_ioctl,
};
