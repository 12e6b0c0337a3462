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

int bad_array_released(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	unpin_user_pages(pages, n);
	set_page_dirty_lock(pages[0]); //~ PF304 set_page_dirty_lock
	return 0;
}

int good_other_element(unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	for (i = 0; i < n; i++) {
		set_page_dirty_lock(pages[i]);
		unpin_user_page(pages[i]);
	}
	return 0;
}

int good_filled_anew(unsigned long addr, struct page **pages)
{
	int n, round;

	for (round = 0; round < 2; round++) {
		n = pin_user_pages_fast(addr + round * PAGE_SIZE, 1, FOLL_WRITE, pages);
		if (n != 1)
			return -EFAULT;
		fill_from_fifo(pages, n);
		set_page_dirty_lock(pages[0]);
		unpin_user_pages(pages, n);
	}
	return 0;
}
