// SPDX-License-Identifier: MIT
/*
 * about: A macro of another header that is given a label and nothing to test goes there.
 * source: drivers whose error macro prints a text and jumps
 * status: active
 */
#include <linux/mm.h>

struct fiddle {
	struct page **pages;
	int nr;
};

int bad_macro_jumps(struct fiddle *f, unsigned long addr, int want)
{
	struct page **pages;
	int got;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, pages);
	if (got != want) {
		FIDDLE_ERROR("pages are missing\n", exit);
	}
	f->pages = pages;
	f->nr = want;
	return 0;

exit:
	kfree(pages);
	return -EFAULT; //~ PF102 not released
}

int good_macro_jumps(struct fiddle *f, unsigned long addr, int want)
{
	struct page **pages;
	int got;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, pages);
	if (got != want) {
		if (got > 0)
			unpin_user_pages(pages, got);
		FIDDLE_ERROR("pages are missing\n", exit);
	}
	f->pages = pages;
	f->nr = want;
	return 0;

exit:
	kfree(pages);
	return -EFAULT;
}

void fiddle_free(struct fiddle *f)
{
	unpin_user_pages(f->pages, f->nr);
	kfree(f->pages);
}
