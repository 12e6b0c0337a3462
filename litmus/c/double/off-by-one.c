// SPDX-License-Identifier: MIT
/*
 * about: A release loop that runs one entry too far.
 * source: Coyote pull request 236 fixed one of this kind
 * status: active
 */
#include <linux/mm.h>

struct saw;

int saw_cut(struct saw *s, struct page **pages, int n);

int bad_one_too_many(struct saw *s, unsigned long addr, struct page **pages, int want)
{
	int i, ret, n = pin_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = saw_cut(s, pages, n);
	for (i = 0; i <= n; i++)
		unpin_user_page(pages[i]); //~ PF106 unpin_user_page
	return ret;
}

int good_exactly(struct saw *s, unsigned long addr, struct page **pages, int want)
{
	int i, ret, n = pin_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = saw_cut(s, pages, n);
	for (i = 0; i < n; i++)
		unpin_user_page(pages[i]);
	return ret;
}

int good_downwards(struct saw *s, unsigned long addr, struct page **pages, int want)
{
	int ret, n = pin_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = saw_cut(s, pages, n);
	while (n--)
		unpin_user_page(pages[n]);
	return ret;
}
