// SPDX-License-Identifier: MIT
/*
 * about: A macro of the driver fills in flags and changes the order of arguments.
 * source: the compat headers of out-of-tree GPU and capture drivers
 * status: active
 */
#include <linux/mm.h>

#define TAKE_PAGES(list, count, where) pin_user_pages_fast(where, count, FOLL_WRITE, list)
#define DROP_PAGES(list, count) unpin_user_pages(list, count)

struct lens;

int lens_expose(struct lens *l, struct page **pages, int n);

int bad_take(struct lens *l, unsigned long addr)
{
	struct page *pages[8];
	int n = TAKE_PAGES(pages, 8, addr); //~ site kind=pin api=pin_user_pages_fast releases=unpin_user_pages@bad_take

	if (n < 8)
		return -EFAULT; //~ PF102
	n = lens_expose(l, pages, 8);
	DROP_PAGES(pages, 8);
	return n;
}

int good_take(struct lens *l, unsigned long addr)
{
	struct page *pages[8];
	int n = TAKE_PAGES(pages, 8, addr);

	if (n < 8) {
		if (n > 0)
			DROP_PAGES(pages, n);
		return -EFAULT;
	}
	n = lens_expose(l, pages, 8);
	DROP_PAGES(pages, 8);
	return n;
}
