// SPDX-License-Identifier: MIT
/*
 * about: The same release twice in a row is said for certain also where the function has more ways than are kept apart.
 * source: net/core/datagram.c:zerocopy_fill_skb_from_iter(), v6.12 (shape)
 * status: active
 */
#include <linux/mm.h>

int bad_twice(struct engine *engine, unsigned long addr)
{
	int fast = 0, ordered = 0, far = 0, cached = 0, second = 0, refs = 0;
	struct page *page;

	if (engine->fast)
		fast = 1;
	if (engine->ordered)
		ordered = 1;
	if (engine->far)
		far = 1;
	if (engine->cached)
		cached = 1;
	if (engine->second)
		second = 1;
	if (engine->direct) {
		if (get_user_pages_fast(addr, 1, 0, &page) != 1)
			return -EFAULT;
		refs++;
	}
	if (refs) {
		page_ref_sub(page, refs);
		page_ref_sub(page, refs); //~ PF104 page_ref_sub
	}
	return fast ? 1 : ordered ? 2 : far ? 3 : cached ? 4 : second;
}
