// SPDX-License-Identifier: MIT
/*
 * about: while (ret--) and for (i = 0; i < ret; i++) on a result that was not tested.
 * source: invented; a signed upward loop is harmless, a downward one is not
 * status: active
 */
#include <linux/mm.h>

void bad_while(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	while (n--) //~ PF501
		put_page(pages[n]);
}

void good_while(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	while (n-- > 0)
		put_page(pages[n]);
}

void good_upwards(unsigned long addr, struct page **pages, int want)
{
	int i, n = get_user_pages_fast(addr, want, 0, pages);

	for (i = 0; i < n; i++)
		put_page(pages[i]);
}
