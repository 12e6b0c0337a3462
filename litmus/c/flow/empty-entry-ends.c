// SPDX-License-Identifier: MIT
/*
 * about: A release loop that ends at the first empty entry has let go of all of them; one that ends at another test has not.
 * source: GPU drivers of several systems that give pages back before they try another way
 * status: active
 */
#include <linux/mm.h>

int good_second_try(struct page **pages, unsigned long addr, int want)
{
	int got = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);
	int i;

	if (got < want) {
		for (i = 0; i < got; i++) {
			if (pages[i] == NULL)
				break;
			unpin_user_page(pages[i]);
			pages[i] = NULL;
		}
		for (i = 0; i < want; i++)
			pages[i] = look_up(addr, i);
		return use_looked_up(pages, want);
	}
	use(pages, want);
	unpin_user_pages_dirty_lock(pages, want, true);
	return 0;
}

int bad_stops_early(struct page **pages, unsigned long addr, int want)
{
	int got = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);
	int i;

	if (got < want) {
		for (i = 0; i < got; i++) {
			if (is_shared(i))
				break;
			unpin_user_page(pages[i]);
		}
		return -EFAULT; //~ PF102 pin_user_pages_fast
	}
	use(pages, want);
	unpin_user_pages_dirty_lock(pages, want, true);
	return 0;
}
