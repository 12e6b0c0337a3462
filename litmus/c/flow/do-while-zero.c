// SPDX-License-Identifier: MIT
/*
 * about: A macro body of do { } while (0) with a break out of it.
 * source: error macros of older drivers
 * status: active
 */
#include <linux/mm.h>

struct pestle;

int pestle_a(struct pestle *p);
int pestle_b(struct pestle *p, struct page **pages, int n);

int bad_inner_return(struct pestle *p, unsigned long addr)
{
	struct page *pages[2];
	int n, ret;

	n = get_user_pages_fast(addr, 2, 0, pages);
	if (n <= 0)
		return -EFAULT;
	do {
		ret = pestle_a(p);
		if (ret)
			return ret; //~ PF101 get_user_pages_fast
		ret = pestle_b(p, pages, n);
	} while (0);
	release_pages(pages, n);
	return ret;
}

int good_inner_break(struct pestle *p, unsigned long addr)
{
	struct page *pages[2];
	int n, ret;

	n = get_user_pages_fast(addr, 2, 0, pages);
	if (n <= 0)
		return -EFAULT;
	do {
		ret = pestle_a(p);
		if (ret)
			break;
		ret = pestle_b(p, pages, n);
	} while (0);
	release_pages(pages, n);
	return ret;
}
