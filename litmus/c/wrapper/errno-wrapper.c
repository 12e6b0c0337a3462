// SPDX-License-Identifier: MIT
/*
 * about: The wrapper returns 0 or an errno and fills the caller's array.
 * source: out-of-tree drivers wrap the call to hide kernel versions
 * status: active
 */
#include <linux/mm.h>

struct loom;

int loom_weave(struct loom *l, struct page **pages, int n);

static int take_all(unsigned long addr, struct page **pages, int n)
{
	int got = pin_user_pages_fast(addr, n, 0, pages);

	if (got == n)
		return 0;
	if (got > 0)
		unpin_user_pages(pages, got);
	return got < 0 ? got : -EFAULT;
}

int bad_returns_at_once(struct loom *l, unsigned long addr)
{
	struct page *pages[4];
	int ret = take_all(addr, pages, 4);

	if (ret)
		return ret;
	ret = loom_weave(l, pages, 4);
	if (ret)
		return ret; //~ PF101 take_all
	unpin_user_pages(pages, 4);
	return 0;
}

int good_releases_first(struct loom *l, unsigned long addr)
{
	struct page *pages[4];
	int ret = take_all(addr, pages, 4);

	if (ret)
		return ret;
	ret = loom_weave(l, pages, 4);
	unpin_user_pages(pages, 4);
	return ret;
}
