// SPDX-License-Identifier: MIT
/*
 * about: Nobody looks at the result, and the page is used.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>

u32 first_word(const void *p);

u32 bad_ignored(unsigned long addr)
{
	struct page *page;
	void *map;
	u32 word;

	get_user_pages_fast(addr, 1, 0, &page); //~ PF503
	map = kmap_local_page(page);
	word = first_word(map);
	kunmap_local(map);
	put_page(page);
	return word;
}

u32 good_looked_at(unsigned long addr)
{
	struct page *page;
	void *map;
	u32 word;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	map = kmap_local_page(page);
	word = first_word(map);
	kunmap_local(map);
	put_page(page);
	return word;
}
