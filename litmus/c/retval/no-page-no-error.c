// SPDX-License-Identifier: MIT
/*
 * about: A variant that may drop the mmap lock comes back with 0: no page and no error.
 * source: mm: mempolicy: Allow lookup_node() to handle fatal signal (ba841078cd05)
 * status: active
 */
#include <linux/mm.h>

int lantern_look(struct page *page);

int bad_zero_is_success(unsigned long addr)
{
	struct page *page;
	int locked = 1, ret;

	mmap_read_lock(current->mm);
	ret = get_user_pages_remote(current->mm, addr, 1, 0, &page, &locked);
	if (ret >= 0) {
		ret = lantern_look(page);
		put_page(page); //~ PF105 never acquired
	}
	if (locked)
		mmap_read_unlock(current->mm);
	return ret;
}

int good_one_is_success(unsigned long addr)
{
	struct page *page;
	int locked = 1, ret;

	mmap_read_lock(current->mm);
	ret = get_user_pages_remote(current->mm, addr, 1, 0, &page, &locked);
	if (ret > 0) {
		ret = lantern_look(page);
		put_page(page);
	}
	if (locked)
		mmap_read_unlock(current->mm);
	return ret;
}

/* Without locked the call tries again by itself. */
int good_not_dropped(unsigned long addr)
{
	struct page *page;
	int ret;

	mmap_read_lock(current->mm);
	ret = get_user_pages_remote(current->mm, addr, 1, 0, &page, NULL);
	if (ret >= 0) {
		ret = lantern_look(page);
		put_page(page);
	}
	mmap_read_unlock(current->mm);
	return ret;
}
