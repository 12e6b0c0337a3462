// Mixed: one driver for kernels 4.15 to 6.x; the branch for 5.6 and later pins, but releases like the old ones.
// SPDX-License-Identifier: MIT
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/version.h>

#define RELIC_PAGES 8
#define RELIC_LOAD _IO('l', 1)

struct relic {
	struct page *pages[RELIC_PAGES];
	long npages;
};

u32 relic_parse(const void *text, size_t len);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
static long relic_get(struct relic *r, unsigned long addr)
{
	return pin_user_pages_fast(addr, RELIC_PAGES, FOLL_LONGTERM, r->pages);
}
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)
static long relic_get(struct relic *r, unsigned long addr)
{
	return get_user_pages_fast(addr, RELIC_PAGES, FOLL_LONGTERM, r->pages);
}
#else
static long relic_get(struct relic *r, unsigned long addr)
{
	long n;

	down_read(&current->mm->mmap_sem);
	n = get_user_pages_longterm(addr, RELIC_PAGES, 0, r->pages, NULL);
	up_read(&current->mm->mmap_sem);
	return n;
}
#endif

static void relic_put(struct relic *r)
{
	long i;

	/* Right up to 5.5. A pin needs unpin_user_page(). */
	for (i = 0; i < r->npages; i++)
		put_page(r->pages[i]);
	r->npages = 0;
}

static long relic_load(struct relic *r, unsigned long addr)
{
	long n;

	if (r->npages)
		return -EBUSY;
	n = relic_get(r, addr);
	if (n <= 0)
		return n ? n : -EFAULT;
	r->npages = n;
	if (n < RELIC_PAGES) {
		relic_put(r);
		return -EFAULT;
	}
	return 0;
}

static long relic_sum(struct relic *r)
{
	u32 sum = 0;
	long i;

	for (i = 0; i < r->npages; i++) {
		void *text = kmap(r->pages[i]);

		sum += relic_parse(text, PAGE_SIZE);
		kunmap(r->pages[i]);
	}
	return sum & INT_MAX;
}

static long relic_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct relic *r = file->private_data;

	return cmd == RELIC_LOAD ? relic_load(r, arg) : relic_sum(r);
}

static int relic_close(struct inode *inode, struct file *file)
{
	struct relic *r = file->private_data;

	relic_put(r);
	kfree(r);
	return 0;
}

static const struct file_operations relic_fops = {
	.unlocked_ioctl = relic_ioctl,
	.release = relic_close,
};
