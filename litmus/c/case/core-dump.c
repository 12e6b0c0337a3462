// SPDX-License-Identifier: MIT
/*
 * about: A page taken for a core dump is only read, whatever address is made of it: outside the five cases.
 * source: fs/coredump.c:dump_user_range (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/highmem.h>

void good_dump_one(unsigned long addr, struct dump *to)
{
	struct page *page = get_dump_page(addr); //~ site kind=get case=0 access=cpu-read releases=put_page@good_dump_one

	if (!page)
		return;
	dump_write(to, kmap_local_page(page));
	put_page(page);
}

int good_fill_one(unsigned long addr, const void *from)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ site case=5
		return -EFAULT;
	memcpy(kmap_local_page(page), from, PAGE_SIZE);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}
