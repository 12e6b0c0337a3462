// SPDX-License-Identifier: MIT
/*
 * about: The page is marked when nobody holds it any more.
 * source: invented; order as in Documentation/core-api/pin_user_pages.rst
 * status: active
 */
#include <linux/mm.h>

void fill_from_fifo(struct page **pages, int n);

int bad_mark_late(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	fill_from_fifo(&page, 1);
	unpin_user_page(page);
	set_page_dirty_lock(page); //~ PF304 set_page_dirty_lock
	return 0;
}

int good_mark_first(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	fill_from_fifo(&page, 1);
	set_page_dirty_lock(page);
	unpin_user_page(page);
	return 0;
}
