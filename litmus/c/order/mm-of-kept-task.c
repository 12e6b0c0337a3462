// SPDX-License-Identifier: MIT
/*
 * about: The memory map to pin from is looked up through a kept task each time; after exec() it is another one.
 * source: drivers/vfio/vfio_iommu_type1.c:vfio_pin_page_external (v5.9), mended by vfio/type1: prevent underflow of locked_vm via exec()
 * status: active
 * kernel: 6.12
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct lease {
	struct task_struct *task;
	struct mm_struct *mm;
	struct page *page;
};

static int lease_take(struct mm_struct *mm, unsigned long addr, struct page **page)
{
	int ret;

	mmap_read_lock(mm);
	ret = pin_user_pages_remote(mm, addr, 1, FOLL_WRITE | FOLL_LONGTERM, page, NULL); //~ site kind=pin
	mmap_read_unlock(mm);
	return ret == 1 ? 0 : -EFAULT;
}

static int bad_lease_fill(struct lease *l, unsigned long addr)
{
	struct mm_struct *mm = get_task_mm(l->task); //~ PF605 l->task
	int ret;

	if (!mm)
		return -ENODEV;
	ret = lease_take(mm, addr, &l->page);
	mmput(mm);
	return ret;
}

static int good_lease_fill(struct lease *l, unsigned long addr)
{
	struct mm_struct *mm = l->mm;
	int ret;

	if (!mmget_not_zero(mm))
		return -ENODEV;
	ret = lease_take(mm, addr, &l->page);
	mmput(mm);
	return ret;
}

/* The task that asks. */
static int good_lease_own(struct lease *l, unsigned long addr)
{
	struct mm_struct *mm = get_task_mm(current);
	int ret;

	if (!mm)
		return -ENODEV;
	ret = lease_take(mm, addr, &l->page);
	mmput(mm);
	return ret;
}

static long lease_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct lease *l = file->private_data;

	switch (cmd) {
	case 1:
		return bad_lease_fill(l, arg);
	case 2:
		return good_lease_fill(l, arg);
	default:
		return good_lease_own(l, arg);
	}
}

static int lease_release(struct inode *inode, struct file *file)
{
	struct lease *l = file->private_data;

	if (l->page)
		unpin_user_pages_dirty_lock(&l->page, 1, true);
	l->page = NULL;
	return 0;
}

static const struct file_operations lease_fops = {
	.unlocked_ioctl = lease_ioctl,
	.release = lease_release,
};

struct glimpse {
	struct task_struct *task;
};

/* Let go at once: whose memory it was is asked for once. */
int good_glimpse(struct glimpse *g, unsigned long addr, void *to)
{
	struct mm_struct *mm = get_task_mm(g->task);
	struct page *page;
	int ret;

	if (!mm)
		return -ENODEV;
	ret = lease_take(mm, addr, &page);
	if (!ret) {
		memcpy_from_page(to, page, 0, PAGE_SIZE);
		unpin_user_page(page);
	}
	mmput(mm);
	return ret;
}
