// SPDX-License-Identifier: MIT
/*
 * about: Only the struct page is looked at: case 4.
 * source: Documentation/core-api/pin_user_pages.rst, case 4; kernel/futex/core.c
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

int good_node_of(unsigned long addr)
{
	struct page *page;
	int node;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=get case=4 access=none lifetime=call
		return -EFAULT;
	node = page_to_nid(page);
	put_page(page);
	return node;
}
