// SPDX-License-Identifier: MIT
/*
 * about: A range of memory is watched only when its pages are taken, and nobody asks what happened before.
 * source: drivers/infiniband/hw/hfi1/user_exp_rcv.c:set_rcvarray_entry (v5.9), mended by IB/hfi1: Remove user expected buffer invalidate race
 * status: active
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

struct watch {
	struct mmu_interval_notifier notifier;
	struct page *pages[16];
	int count;
};

int bad_watch(struct watch *w, unsigned long addr)
{
	int ret, n;

	n = pin_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, w->pages); //~| the pages are taken here
	if (n <= 0)
		return -EFAULT;
	ret = mmu_interval_notifier_insert(&w->notifier, current->mm, addr, n * PAGE_SIZE, &watch_ops); //~ PF606 after pin_user_pages_fast()
	if (ret) {
		unpin_user_pages(w->pages, n);
		return ret;
	}
	w->count = n;
	return 0;
}

int good_watch(struct watch *w, unsigned long addr)
{
	int ret, n;

	ret = mmu_interval_notifier_insert(&w->notifier, current->mm, addr, 16 * PAGE_SIZE, &watch_ops);
	if (ret)
		return ret;
	n = pin_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, w->pages);
	if (n <= 0) {
		mmu_interval_notifier_remove(&w->notifier);
		return -EFAULT;
	}
	w->count = n;
	return 0;
}

void watch_end(struct watch *w)
{
	mmu_interval_notifier_remove(&w->notifier);
	unpin_user_pages_dirty_lock(w->pages, w->count, true);
	w->count = 0;
}
