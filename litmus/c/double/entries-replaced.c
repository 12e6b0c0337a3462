// SPDX-License-Identifier: MIT
/*
 * about: Entries of an array that got other pages after theirs were released are released once more, rightly; entries that were
 *        not replaced are not.
 * source: invented; a driver that gives a process copies of pages instead of the pages has the shape
 * status: active
 */
#include <linux/mm.h>

int bad_give_copies(struct page **pages, unsigned long addr, int count)
{
	int i, got, ret;

	got = get_user_pages_fast(addr, count, 0, pages);
	if (got != count)
		return -EFAULT; //~ PF102 get_user_pages_fast
	for (i = 0; i < got; i++) {
		copy_from(page_address(pages[i]));
		put_page(pages[i]);
	}
	ret = give(count);
	for (i = 0; i < got; i++)
		put_page(pages[i]); //~ PF104 put_page
	return ret;
}

int good_give_copies(struct page **pages, unsigned long addr, int count)
{
	int i, got, ret;

	got = get_user_pages_fast(addr, count, 0, pages);
	if (got != count) {
		if (got > 0)
			release_pages(pages, got);
		return -EFAULT;
	}
	for (i = 0; i < got; i++) {
		struct page *copy = alloc_page(GFP_USER);

		copy_page(page_address(copy), page_address(pages[i]));
		put_page(pages[i]);
		pages[i] = copy;
	}
	ret = give(count);
	for (i = 0; i < got; i++)
		put_page(pages[i]);
	return ret;
}
