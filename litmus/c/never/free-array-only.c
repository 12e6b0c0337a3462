// SPDX-License-Identifier: MIT
/*
 * about: The array is freed, the pages in it are not released.
 * source: one of the most frequent mistakes in out-of-tree drivers
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct glyph;

void glyph_scan(struct glyph *g, struct page **pages, int n);

int bad_kvfree(struct glyph *g, unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages); //~ PF103 pin_user_pages_fast
	if (n > 0)
		glyph_scan(g, pages, n);
	kvfree(pages);
	return n < 0 ? n : 0;
}

int good_kvfree(struct glyph *g, unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n > 0) {
		glyph_scan(g, pages, n);
		unpin_user_pages(pages, n);
	}
	kvfree(pages);
	return n < 0 ? n : 0;
}
