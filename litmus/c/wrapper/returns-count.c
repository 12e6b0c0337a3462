// SPDX-License-Identifier: MIT
/*
 * about: A static wrapper that returns the count is an acquire of its own.
 * source: DESIGN: a function that returns with a hold is an acquire
 * status: active
 */
#include <linux/mm.h>

struct anvil;

int anvil_hit(struct anvil *a, struct page **pages, int n);
bool anvil_hot(struct anvil *a);

static int grab(unsigned long addr, int want, struct page **pages)
{
	int n = pin_user_pages_fast(addr, want, 0, pages);

	if (n < want) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return n < 0 ? n : -EFAULT;
	}
	return n;
}

int bad_caller(struct anvil *a, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = grab(addr, 4, pages);
	if (n < 0)
		return n;
	if (!anvil_hot(a))
		return -EAGAIN; //~ PF101 grab
	ret = anvil_hit(a, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

int good_caller(struct anvil *a, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = grab(addr, 4, pages);
	if (n < 0)
		return n;
	if (!anvil_hot(a)) {
		unpin_user_pages(pages, n);
		return -EAGAIN;
	}
	ret = anvil_hit(a, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

static int grab_some(unsigned long addr, int want, struct page **pages)
{
	return pin_user_pages_fast(addr, want, 0, pages);
}

int good_asks_for_one(struct anvil *a, unsigned long addr)
{
	struct page *pages[4];
	int ret;

	if (grab_some(addr, 1, pages) != 1)
		return -EFAULT;
	ret = anvil_hit(a, pages, 1);
	unpin_user_page(pages[0]);
	return ret;
}

int bad_asks_for_two(struct anvil *a, unsigned long addr)
{
	struct page *pages[4];
	int ret;

	if (grab_some(addr, 2, pages) != 2)
		return -EFAULT; //~ PF102 grab_some
	ret = anvil_hit(a, pages, 2);
	unpin_user_pages(pages, 2);
	return ret;
}
