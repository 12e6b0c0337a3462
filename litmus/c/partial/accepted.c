// SPDX-License-Identifier: MIT
/*
 * about: A partial hold taken on purpose: the result is the count from there on.
 * source: drivers/iommu/iommufd/iova_bitmap.c:iova_bitmap_get (v6.12) accepts fewer pages
 * status: active
 * expect: none
 * sites: all
 */
#include <linux/mm.h>

struct window {
	struct page **pages;
	int count;
};

int good_takes_what_it_gets(struct window *w, unsigned long addr, int want)
{
	int n;

	n = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, w->pages); //~ site kind=pin releases=unpin_user_pages_dirty_lock@good_window_drop lifetime=object
	if (n <= 0)
		return -EFAULT;
	w->count = n;
	return n;
}

void good_window_drop(struct window *w)
{
	if (w->count) {
		unpin_user_pages_dirty_lock(w->pages, w->count, true);
		w->count = 0;
	}
}
