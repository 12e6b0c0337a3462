// SPDX-License-Identifier: MIT
/*
 * about: The partial case has a branch of its own, which forgets the release.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct lamp;

int lamp_load(struct lamp *l, struct page **pages, int n);

int bad_between(struct lamp *l, unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n < 0)
		return n;
	if (n > 0 && n < want)
		return -EAGAIN; //~ PF102 get_user_pages_fast
	if (n == 0)
		return -EFAULT;
	lamp_load(l, pages, n);
	release_pages(pages, n);
	return 0;
}

int good_between(struct lamp *l, unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n < 0)
		return n;
	if (n > 0 && n < want) {
		release_pages(pages, n);
		return -EAGAIN;
	}
	if (n == 0)
		return -EFAULT;
	lamp_load(l, pages, n);
	release_pages(pages, n);
	return 0;
}
