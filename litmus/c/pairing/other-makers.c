// SPDX-License-Identifier: MIT
/*
 * about: The file also allocates pages or raises counts, but those pages never come to the release in question.
 * source: invented; the shape is that of arch/s390/kvm/interrupt.c:adapter_indicators_set(), v6.12, with one call changed
 * status: active
 */
#include <linux/mm.h>
#include <linux/gfp.h>

struct scale {
	struct page **pans;
	int count;
	struct page *scratch;
	struct page **mixed;
};

int scale_open(struct scale *s)
{
	s->scratch = alloc_page(GFP_KERNEL);
	if (!s->scratch)
		return -ENOMEM;
	get_page(s->scratch);
	return 0;
}

int scale_load(struct scale *s, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->pans);

	if (n < want) {
		if (n > 0)
			unpin_user_pages(s->pans, n);
		return -EFAULT;
	}
	s->count = n;
	return 0;
}

static void bad_drop_pans(struct page **pans, int count)
{
	int i;

	for (i = 0; i < count; i++)
		put_page(pans[i]); //~ PF201 put_page
}

void unload(struct scale *s)
{
	bad_drop_pans(s->pans, s->count);
	s->count = 0;
}

/* This field keeps pages of both kinds, one after the other, and each is let go in its own way. */
int good_mixed_load(struct scale *s, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->mixed);

	if (n < want) {
		if (n > 0)
			unpin_user_pages(s->mixed, n);
		return -EFAULT;
	}
	return 0;
}

int good_mixed_fill(struct scale *s, int want)
{
	int i;

	for (i = 0; i < want; i++) {
		s->mixed[i] = alloc_page(GFP_KERNEL);
		if (!s->mixed[i])
			return -ENOMEM;
	}
	return 0;
}

void good_mixed_unpin(struct scale *s, int count)
{
	unpin_user_pages(s->mixed, count);
}

void good_mixed_drop(struct scale *s, int count)
{
	int i;

	for (i = 0; i < count; i++)
		put_page(s->mixed[i]);
}

struct page *bell_page(unsigned long addr)
{
	struct page *page;

	return get_user_pages_fast(addr, 1, 0, &page) == 1 ? page : NULL;
}

int bad_ring(unsigned long addr)
{
	struct page *page = bell_page(addr);

	if (!page)
		return -EFAULT;
	unpin_user_page(page); //~ PF202 unpin_user_page
	return 0;
}

int good_ring(unsigned long addr)
{
	struct page *page = bell_page(addr);

	if (!page)
		return -EFAULT;
	put_page(page);
	return 0;
}
