// SPDX-License-Identifier: MIT
/*
 * about: The count travels through a second variable before it is tested.
 * source: invented; E01/E02-like code keeps ret and pinned apart
 * status: active
 */
#include <linux/mm.h>

struct oven;

int oven_bake(struct oven *o, struct page **pages, long n);

long bad_other_variable(struct oven *o, unsigned long addr, struct page **pages, long want)
{
	long pinned, ret;

	ret = pin_user_pages_fast(addr, want, 0, pages);
	pinned = ret;
	if (pinned < want)
		return ret < 0 ? ret : -EFAULT; //~ PF102 pin_user_pages_fast
	ret = oven_bake(o, pages, pinned);
	unpin_user_pages(pages, pinned);
	return ret;
}

long good_other_variable(struct oven *o, unsigned long addr, struct page **pages, long want)
{
	long pinned, ret;

	ret = pin_user_pages_fast(addr, want, 0, pages);
	pinned = max(ret, 0L);
	if (pinned < want) {
		unpin_user_pages(pages, pinned);
		return ret < 0 ? ret : -EFAULT;
	}
	ret = oven_bake(o, pages, pinned);
	unpin_user_pages(pages, pinned);
	return ret;
}

long good_only_negative_left(struct oven *o, unsigned long addr, struct page **pages, long want)
{
	long pinned = pin_user_pages_fast(addr, want, 0, pages);
	long ret;

	if (pinned <= 0)
		return min(pinned, 0L);
	ret = oven_bake(o, pages, pinned);
	unpin_user_pages(pages, pinned);
	return ret;
}
