// SPDX-License-Identifier: MIT
/*
 * about: The calls go by other names: object-like and function-like macros.
 * source: users.md 3.3: NV_PIN_USER_PAGES, ci_pin_user_pages, RELEASE_PAGE
 * status: active
 */
#include <linux/mm.h>

#define CORAL_PIN pin_user_pages_fast
#define CORAL_UNPIN(pages, n) unpin_user_pages(pages, n)

struct coral;

int coral_grow(struct coral *c);
int coral_feed(struct coral *c, struct page **pages, int n);

int bad_renamed(struct coral *c, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = CORAL_PIN(addr, 4, 0, pages); //~ site kind=pin
	if (n <= 0)
		return -EFAULT;
	if (coral_grow(c))
		return -EIO; //~ PF101
	ret = coral_feed(c, pages, n);
	CORAL_UNPIN(pages, n);
	return ret;
}

int good_renamed(struct coral *c, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = CORAL_PIN(addr, 4, 0, pages); //~ site kind=pin
	if (n <= 0)
		return -EFAULT;
	ret = coral_grow(c);
	if (!ret)
		ret = coral_feed(c, pages, n);
	CORAL_UNPIN(pages, n);
	return ret;
}
