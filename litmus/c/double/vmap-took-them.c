// SPDX-License-Identifier: MIT
/*
 * about: vmap() with VM_MAP_PUT_PAGES has become the owner; the driver releases too.
 * source: mm/vmalloc.c:vmap (v5.10): VM_MAP_PUT_PAGES makes vfree() put the pages and the array
 * status: active
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

void *bad_vmap_and_put(unsigned long addr, struct page **pages, int want)
{
	void *map;
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n != want) {
		if (n > 0)
			release_pages(pages, n);
		return NULL;
	}
	map = vmap(pages, want, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL);
	release_pages(pages, want); //~ PF104 release_pages
	return map;
}

void *good_vmap_puts(unsigned long addr, struct page **pages, int want)
{
	void *map;
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n != want) {
		if (n > 0)
			release_pages(pages, n);
		return NULL;
	}
	map = vmap(pages, want, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL);
	if (!map)
		release_pages(pages, want);
	return map;
}
