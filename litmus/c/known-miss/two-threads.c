// SPDX-License-Identifier: MIT
/*
 * about: Two threads pass the test together; the second overwrites the pages of the first.
 * source: interleavings are the model lens's question
 * status: known-miss
 */
#include <linux/mm.h>

struct turnstile {
	struct page *page;
};

int bad_no_lock(struct turnstile *t, unsigned long addr)
{
	if (t->page)
		return -EBUSY;
	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &t->page) != 1) //~ PF101 pin_user_pages_fast
		return -EFAULT;
	return 0;
}

void turnstile_drop(struct turnstile *t)
{
	if (t->page)
		unpin_user_page(t->page);
	t->page = NULL;
}
