// SPDX-License-Identifier: MIT
/*
 * about: The kernel only reads through its own mapping: outside the five cases.
 * source: Documentation/core-api/pin_user_pages.rst lists writing only
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/highmem.h>

int good_peek(unsigned long addr, void *to)
{
	struct page *page;
	void *from;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=get case=0 access=cpu-read lifetime=call
		return -EFAULT;
	from = kmap_local_page(page);
	memcpy(to, from, PAGE_SIZE);
	kunmap_local(from);
	put_page(page);
	return 0;
}
