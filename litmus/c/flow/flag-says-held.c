// SPDX-License-Identifier: MIT
/*
 * about: A local bool remembers whether there is something to release.
 * source: correlated branches: a path-insensitive reading would report a leak
 * status: active
 * expect: none
 */
#include <linux/mm.h>

struct buoy;

int buoy_float(struct buoy *b, struct page *page);
int buoy_sink(struct buoy *b);

int good_flag(struct buoy *b, unsigned long addr, bool user)
{
	struct page *page = NULL;
	bool held = false;
	int ret;

	if (user) {
		if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
			return -EFAULT;
		held = true;
	}
	ret = buoy_sink(b);
	if (!ret)
		ret = buoy_float(b, page);
	if (held)
		unpin_user_page(page);
	return ret;
}

int good_null_test(struct buoy *b, unsigned long addr, bool user)
{
	struct page *page = NULL;
	int ret;

	if (user && pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = buoy_sink(b);
	if (page)
		unpin_user_page(page);
	return ret;
}

int good_count_test(struct buoy *b, unsigned long addr, bool user)
{
	struct page *pages[2];
	int n = 0, ret;

	if (user)
		n = pin_user_pages_fast(addr, 2, 0, pages);
	if (n < 0)
		return n;
	ret = buoy_sink(b);
	if (n)
		unpin_user_pages(pages, n);
	return ret;
}
