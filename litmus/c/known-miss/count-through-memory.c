// SPDX-License-Identifier: MIT
/*
 * about: The errno travels through memory that is copied as a whole.
 * source: memcpy() of a struct is not followed field by field
 * status: known-miss
 */
#include <linux/mm.h>
#include <linux/string.h>

struct tally {
	struct page **pages;
	int count;
};

void bad_copied(struct tally *t, unsigned long addr, int want)
{
	struct tally copy;

	t->count = pin_user_pages_fast(addr, want, 0, t->pages);
	memcpy(&copy, t, sizeof(copy));
	unpin_user_pages(copy.pages, copy.count); //~ PF501
}
