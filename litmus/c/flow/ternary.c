// SPDX-License-Identifier: MIT
/*
 * about: The count and the exit are chosen by conditional expressions.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct loupe;

int loupe_look(struct loupe *l, struct page **pages, int n);
bool loupe_fogged(struct loupe *l);

int bad_ternary(struct loupe *l, unsigned long addr, bool all)
{
	struct page *pages[8];
	int ret, n = get_user_pages_fast(addr, all ? 8 : 1, 0, pages);

	if (n <= 0)
		return n ? n : -EFAULT;
	if (loupe_fogged(l))
		return all ? -EAGAIN : -EIO; //~ PF101 get_user_pages_fast
	ret = loupe_look(l, pages, n);
	release_pages(pages, n);
	return ret;
}

int good_ternary(struct loupe *l, unsigned long addr, bool all)
{
	struct page *pages[8];
	int ret, n = get_user_pages_fast(addr, all ? 8 : 1, 0, pages);

	if (n <= 0)
		return n ? n : -EFAULT;
	ret = loupe_fogged(l) ? -EAGAIN : loupe_look(l, pages, n);
	release_pages(pages, n);
	return ret;
}
