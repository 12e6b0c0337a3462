// SPDX-License-Identifier: MIT
/*
 * about: A parameter decides between a pin and a reference; the release is always that of a reference.
 * source: mm/gup.c:__gup_longterm_locked (v5.9); the family of a hold is not followed along a flag
 * status: known-miss
 */
#include <linux/mm.h>

int basin_use(struct page **pages, int n);

static int basin_take(unsigned long addr, int want, struct page **pages, bool pin)
{
	if (pin)
		return pin_user_pages_fast(addr, want, 0, pages);
	return get_user_pages_fast(addr, want, 0, pages);
}

int bad_always_put(unsigned long addr, struct page **pages, int want, bool pin)
{
	int ret, n = basin_take(addr, want, pages, pin);

	if (n <= 0)
		return -EFAULT;
	ret = basin_use(pages, n);
	while (n > 0)
		put_page(pages[--n]); //~ PF201
	return ret;
}
