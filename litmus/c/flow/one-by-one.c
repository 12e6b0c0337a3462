// SPDX-License-Identifier: MIT
/*
 * about: Pages taken one at a time; the failure of one must undo those before it.
 * source: while (i--) unwinding as Documentation/process/coding-style.rst suggests
 * status: active
 */
#include <linux/mm.h>

struct rack;

int rack_show(struct rack *r, struct page **pages, int n);

int bad_no_unwind(struct rack *r, const unsigned long *addr)
{
	struct page *pages[8];
	int i, ret;

	for (i = 0; i < 8; i++) {
		if (pin_user_pages_fast(addr[i], 1, 0, &pages[i]) != 1)
			return -EFAULT; //~ PF101 pin_user_pages_fast
	}
	ret = rack_show(r, pages, i);
	while (i--)
		unpin_user_page(pages[i]);
	return ret;
}

int good_unwind(struct rack *r, const unsigned long *addr)
{
	struct page *pages[8];
	int i, ret = -EFAULT;

	for (i = 0; i < 8; i++) {
		if (pin_user_pages_fast(addr[i], 1, 0, &pages[i]) != 1)
			goto undo;
	}
	ret = rack_show(r, pages, i);
undo:
	while (i--)
		unpin_user_page(pages[i]);
	return ret;
}
