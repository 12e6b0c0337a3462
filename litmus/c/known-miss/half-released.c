// SPDX-License-Identifier: MIT
/*
 * about: The loop releases every other page only.
 * source: needs the value of the loop's step, not only its bounds
 * status: known-miss
 */
#include <linux/mm.h>

struct comb;

int comb_pull(struct comb *c, struct page **pages, int n);

int bad_every_other(struct comb *c, unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, 0, pages);

	if (n < want) {
		for (i = 0; i < n; i += 2)
			unpin_user_page(pages[i]);
		return -EFAULT; //~ PF102 pin_user_pages_fast
	}
	i = comb_pull(c, pages, n);
	unpin_user_pages(pages, n);
	return i;
}
