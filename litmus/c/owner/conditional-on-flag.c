// SPDX-License-Identifier: MIT
/*
 * about: A flag says whether the object has pages; the release asks it.
 * source: af_alg and netfs keep a need_unpin flag
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

struct lease {
	struct page *page;
	bool pinned;
};

int good_lease_take(struct lease *l, unsigned long addr, bool want_pin)
{
	l->pinned = false;
	if (!want_pin)
		return 0;
	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &l->page) != 1) //~ site kind=pin releases=unpin_user_page@good_lease_end
		return -EFAULT;
	l->pinned = true;
	return 0;
}

void good_lease_end(struct lease *l)
{
	if (l->pinned)
		unpin_user_page(l->page);
	l->pinned = false;
}
