// SPDX-License-Identifier: MIT
/*
 * about: The driver's own pages and the user's end in the same free loop.
 * source: out-of-tree drivers with a fallback buffer
 * status: planned
 */
#include <linux/mm.h>
#include <linux/gfp.h>

struct shelf {
	struct page **pages;
	int count;
	bool from_user;
};

int shelf_from_user(struct shelf *s, unsigned long addr, int want)
{
	int n = get_user_pages_fast(addr, want, 0, s->pages);

	if (n < want) {
		if (n > 0)
			release_pages(s->pages, n);
		return -EFAULT;
	}
	s->count = n;
	s->from_user = true;
	return 0;
}

int shelf_alloc(struct shelf *s, int want)
{
	int i;

	for (i = 0; i < want; i++) {
		s->pages[i] = alloc_page(GFP_KERNEL);
		if (!s->pages[i])
			break;
	}
	s->count = i;
	s->from_user = false;
	return i == want ? 0 : -ENOMEM;
}

void bad_shelf_free(struct shelf *s)
{
	int i;

	for (i = 0; i < s->count; i++)
		__free_page(s->pages[i]); //~ PF203 __free_page
}

void good_shelf_free(struct shelf *s)
{
	int i;

	if (s->from_user) {
		release_pages(s->pages, s->count);
		return;
	}
	for (i = 0; i < s->count; i++)
		__free_page(s->pages[i]);
}
