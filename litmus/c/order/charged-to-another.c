// SPDX-License-Identifier: MIT
/*
 * about: Pages of the process that calls are charged to the memory map that opened the file.
 * source: drivers/infiniband/hw/hfi1/user_exp_rcv.c:pin_rcv_pages (v5.9), mended by IB/hfi1: Ensure correct mm is used at all times
 * status: active
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct desk {
	struct mm_struct *mm;
	struct page *pages[16];
	int count;
};

static int desk_pin(struct mm_struct *mm, unsigned long addr, int nr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, nr, FOLL_WRITE | FOLL_LONGTERM, pages); //~ site kind=pin

	if (n > 0)
		atomic64_add(n, &mm->pinned_vm);
	return n;
}

static void desk_unpin(struct mm_struct *mm, struct page **pages, int nr)
{
	unpin_user_pages_dirty_lock(pages, nr, true);
	atomic64_sub(nr, &mm->pinned_vm);
}

int bad_desk_fill(struct desk *d, unsigned long addr)
{
	int n = desk_pin(d->mm, addr, 16, d->pages); //~ PF605 charged to d->mm

	if (n <= 0)
		return -EFAULT;
	d->count = n;
	return 0;
}

int good_desk_fill(struct desk *d, unsigned long addr)
{
	int n = desk_pin(current->mm, addr, 16, d->pages);

	if (n <= 0)
		return -EFAULT;
	d->count = n;
	return 0;
}

void desk_clear(struct desk *d)
{
	desk_unpin(d->mm, d->pages, d->count);
	d->count = 0;
}
