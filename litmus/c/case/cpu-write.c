// SPDX-License-Identifier: MIT
/*
 * about: The kernel writes through its own mapping: case 5.
 * source: Documentation/core-api/pin_user_pages.rst, case 5
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/highmem.h>

int good_poke(unsigned long addr, const void *from)
{
	struct page *page;
	void *to;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ site kind=pin case=5 access=cpu-write lifetime=call dirties=unpin_user_pages_dirty_lock@good_poke
		return -EFAULT;
	to = kmap_local_page(page);
	memcpy(to, from, PAGE_SIZE);
	kunmap_local(to);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}
