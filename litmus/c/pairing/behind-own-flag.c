// SPDX-License-Identifier: MIT
/*
 * about: An array gets pinned pages or the driver's own, and a flag that only the pin sets stands before the wrong release.
 * source: invented; the shape of drivers/staging/vc04_services/interface/vchiq_arm/vchiq_arm.c:cleanup_pagelistinfo() with
 *         the calls of the other family, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

struct stack {
	struct page *cards[16];
	int n;
	bool pinned;
};

int stack_deal(struct stack *s, unsigned long addr, void *kernel, int want)
{
	int i;

	s->pinned = false;
	if (kernel) {
		for (i = 0; i < want; i++)
			s->cards[i] = vmalloc_to_page(kernel + i * PAGE_SIZE);
	} else {
		s->n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->cards);
		if (s->n != want) {
			if (s->n > 0)
				unpin_user_pages(s->cards, s->n);
			return -EFAULT;
		}
		s->pinned = true;
	}
	return 0;
}

void bad_stack_fold(struct stack *s)
{
	if (s->pinned)
		release_pages(s->cards, s->n); //~ PF201
}

struct deck {
	struct page *cards[16];
	int n;
	bool mapped;
};

int deck_deal(struct deck *d, unsigned long addr, void *kernel, int want)
{
	int i;

	if (kernel) {
		for (i = 0; i < want; i++) {
			d->cards[i] = vmalloc_to_page(kernel + i * PAGE_SIZE);
			get_page(d->cards[i]);
		}
		d->n = want;
	} else {
		d->n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, d->cards);
		if (d->n != want) {
			if (d->n > 0)
				unpin_user_pages(d->cards, d->n);
			return -EFAULT;
		}
	}
	return 0;
}

/* The flag says nothing of whose the pages are. */
void deck_show(struct deck *d, int n)
{
	d->mapped = n <= ARRAY_SIZE(d->cards);
}

void good_deck_fold(struct deck *d, bool own)
{
	if (d->mapped && own)
		release_pages(d->cards, d->n);
	else
		unpin_user_pages(d->cards, d->n);
}
