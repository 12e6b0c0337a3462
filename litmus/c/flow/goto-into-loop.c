// SPDX-License-Identifier: MIT
/*
 * about: A label inside the release loop is entered from outside.
 * source: rare, but the kernel has it
 * status: active
 */
#include <linux/mm.h>

struct awl;

int awl_bore(struct awl *a, struct page *page);

int good_enters_loop(struct awl *a, unsigned long addr)
{
	struct page *pages[4];
	int i, n, ret = 0;

	n = get_user_pages_fast(addr, 4, 0, pages);
	if (n <= 0)
		return -EFAULT;
	i = 0;
	if (n == 1)
		goto release;
	for (i = 0; i < n; i++) {
		if (!ret)
			ret = awl_bore(a, pages[i]);
release:
		put_page(pages[i]);
	}
	return ret;
}

int bad_leaves_first(struct awl *a, unsigned long addr)
{
	struct page *pages[4];
	int i, n, ret = 0;

	n = get_user_pages_fast(addr, 4, 0, pages);
	if (n <= 0)
		return -EFAULT;
	if (n == 1)
		goto out;
	for (i = 0; i < n; i++) {
		if (!ret)
			ret = awl_bore(a, pages[i]);
		put_page(pages[i]);
	}
out:
	return ret; //~ PF102 get_user_pages_fast
}
