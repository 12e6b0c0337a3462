// SPDX-License-Identifier: MIT
/*
 * about: The error path releases as many pages as were asked for.
 * source: drivers/staging/media/atomisp/pci/hmm/hmm_bo.c:alloc_user_pages (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct tile {
	struct page **pages;
	int count;
};

int bad_releases_all(struct tile *t, unsigned long addr, int want)
{
	int n;

	t->pages = kcalloc(want, sizeof(*t->pages), GFP_KERNEL);
	if (!t->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, t->pages);
	if (n < 0) {
		kfree(t->pages);
		return n;
	}
	if (n < want) {
		unpin_user_pages(t->pages, want); //~ PF106 unpin_user_pages
		kfree(t->pages);
		return -EFAULT;
	}
	t->count = n;
	return 0;
}

int good_releases_got(struct tile *t, unsigned long addr, int want)
{
	int n;

	t->pages = kcalloc(want, sizeof(*t->pages), GFP_KERNEL);
	if (!t->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, t->pages);
	if (n < 0) {
		kfree(t->pages);
		return n;
	}
	if (n < want) {
		unpin_user_pages(t->pages, n);
		kfree(t->pages);
		return -EFAULT;
	}
	t->count = n;
	return 0;
}

void tile_free(struct tile *t)
{
	unpin_user_pages(t->pages, t->count);
	kfree(t->pages);
}
