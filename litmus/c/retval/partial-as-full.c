// SPDX-License-Identifier: MIT
/*
 * about: Only a negative result is an error here, and then all of the array is used.
 * source: intel/haxm hax_mm.c:hax_setup_vcpumem, written anew
 * status: active
 */
#include <linux/mm.h>

struct mill;

int mill_grind(struct mill *m, struct page **pages, int n);

int bad_only_negative(struct mill *m, unsigned long addr, struct page **pages, int want)
{
	int n, ret;

	n = pin_user_pages_fast(addr, want, 0, pages); //~ PF502
	if (n < 0)
		return n;
	ret = mill_grind(m, pages, want);
	unpin_user_pages(pages, n);
	return ret;
}

int good_uses_result(struct mill *m, unsigned long addr, struct page **pages, int want)
{
	int n, ret;

	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n < 0)
		return n;
	ret = mill_grind(m, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}
