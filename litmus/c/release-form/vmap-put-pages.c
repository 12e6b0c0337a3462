// SPDX-License-Identifier: MIT
/*
 * about: vmap() with VM_MAP_PUT_PAGES owns the pages; vfree() lets them go.
 * source: mm/vmalloc.c:vmap (v5.10)
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

void *bad_map_fails(unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	void *map;

	if (!pages)
		return NULL;
	want = get_user_pages_fast(addr, want, 0, pages);
	if (want <= 0) {
		kvfree(pages);
		return NULL;
	}
	map = vmap(pages, want, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL_RO);
	if (!map)
		kvfree(pages);
	return map; //~ PF101 get_user_pages_fast
}

void *good_map_fails(unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	void *map;

	if (!pages)
		return NULL;
	want = get_user_pages_fast(addr, want, 0, pages);
	if (want <= 0) {
		kvfree(pages);
		return NULL;
	}
	map = vmap(pages, want, VM_MAP | VM_MAP_PUT_PAGES, PAGE_KERNEL_RO);
	if (!map) {
		release_pages(pages, want);
		kvfree(pages);
	}
	return map;
}
