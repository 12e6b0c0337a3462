// SPDX-License-Identifier: MIT
/*
 * about: The notifier comes after the pages, but what happened in between is asked for before the device gets them.
 * source: invented
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

struct guard {
	struct mmu_interval_notifier notifier;
	struct page *pages[16];
	int count;
};

int good_guard(struct guard *g, struct mmu_interval_notifier *whole, unsigned long seq, unsigned long addr)
{
	int ret, n;

	n = pin_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, g->pages);
	if (n <= 0)
		return -EFAULT;
	ret = mmu_interval_notifier_insert(&g->notifier, current->mm, addr, n * PAGE_SIZE, &guard_ops);
	if (ret) {
		unpin_user_pages(g->pages, n);
		return ret;
	}
	if (mmu_interval_read_retry(whole, seq)) {
		mmu_interval_notifier_remove(&g->notifier);
		unpin_user_pages(g->pages, n);
		return -EBUSY;
	}
	g->count = n;
	return 0;
}

void guard_end(struct guard *g)
{
	mmu_interval_notifier_remove(&g->notifier);
	unpin_user_pages_dirty_lock(g->pages, g->count, true);
	g->count = 0;
}
