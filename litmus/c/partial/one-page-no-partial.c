// SPDX-License-Identifier: MIT
/*
 * about: A request for one page has no partial result: these exits are all right.
 * source: the near miss of PF102; the most frequent call of all
 * status: active
 * expect: none
 */
#include <linux/mm.h>

int look(struct page *page);

int good_not_one(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, 0, &page);

	if (ret != 1)
		return -EFAULT;
	ret = look(page);
	put_page(page);
	return ret;
}

int good_below_one(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, 0, &page);

	if (ret < 1)
		return ret < 0 ? ret : -EFAULT;
	ret = look(page);
	put_page(page);
	return ret;
}

int good_not_positive(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, 0, &page);

	if (ret <= 0)
		return -EFAULT;
	ret = look(page);
	put_page(page);
	return ret;
}
