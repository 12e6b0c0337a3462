// SPDX-License-Identifier: MIT
/*
 * about: Too few pages are let go again, and their number is returned where 0 means success.
 * source: arch/powerpc/mm/book3s64/iommu_api.c:mm_iommu_do_alloc (v6.12) returns it so
 * status: active
 */
#include <linux/mm.h>

struct crate {
	struct page **pages;
	int nr;
};

int bad_number(struct crate *c, unsigned long addr, int want)
{
	int got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->pages);

	if (got < want) {
		if (got > 0)
			unpin_user_pages(c->pages, got);
		return got; //~ PF506 pin_user_pages_fast
	}
	c->nr = got;
	return 0;
}

int bad_through_label(unsigned long addr, struct page **pages, int want)
{
	int i, ret = get_user_pages_fast(addr, want, 0, pages);

	if (ret != want) {
		for (i = 0; i < ret; i++)
			put_page(pages[i]);
		goto out;
	}
	ret = 0;
out:
	return ret; //~ PF506 get_user_pages_fast
}

int good_error(struct crate *c, unsigned long addr, int want)
{
	int got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->pages);

	if (got < want) {
		if (got > 0)
			unpin_user_pages(c->pages, got);
		return got < 0 ? got : -EFAULT;
	}
	c->nr = got;
	return 0;
}

/* Returns how many it keeps: the caller expects a number. */
int good_counts(struct crate *c, unsigned long addr, int want)
{
	int got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->pages);

	if (got > 0)
		c->nr = got;
	return got;
}

void crate_empty(struct crate *c)
{
	unpin_user_pages(c->pages, c->nr);
}
