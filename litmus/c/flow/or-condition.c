// SPDX-License-Identifier: MIT
/*
 * about: Two reasons to fail in one condition: after the second the page is held.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct flint;

bool flint_dry(struct flint *f);
int flint_strike(struct flint *f, struct page *page);

int bad_or(struct flint *f, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1 || !flint_dry(f))
		return -EFAULT; //~ PF101 get_user_pages_fast
	ret = flint_strike(f, page);
	put_page(page);
	return ret;
}

int good_or(struct flint *f, unsigned long addr)
{
	struct page *page;
	int ret;

	if (!flint_dry(f) || get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = flint_strike(f, page);
	put_page(page);
	return ret;
}
