// SPDX-License-Identifier: MIT
/*
 * about: set_page_dirty() holds a reference to the page, not its lock.
 * source: drivers/platform/goldfish/goldfish_pipe.c:release_user_pages (v5.3), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

void fill_from_fifo(struct page **pages, int n);

int bad_unlocked(unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	for (i = 0; i < n; i++) {
		set_page_dirty(pages[i]); //~ PF302 set_page_dirty
		unpin_user_page(pages[i]);
	}
	return 0;
}

int good_locking_call(unsigned long addr, struct page **pages, int want)
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

int good_locks_itself(unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	for (i = 0; i < n; i++) {
		lock_page(pages[i]);
		set_page_dirty(pages[i]);
		unlock_page(pages[i]);
		unpin_user_page(pages[i]);
	}
	return 0;
}
