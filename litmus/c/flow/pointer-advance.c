// SPDX-License-Identifier: MIT
/*
 * about: The cursor into the page array moves on with every piece.
 * source: drivers/infiniband/core/umem.c (older kernels) advances so
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct reed;

int reed_blow(struct reed *r, struct page **pages, long n);

int bad_cursor(struct reed *r, unsigned long addr, long want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	struct page **cursor = pages;
	long n, left = want;
	int ret;

	if (!pages)
		return -ENOMEM;
	while (left) {
		n = pin_user_pages_fast(addr, left, 0, cursor);
		if (n <= 0) {
			ret = n ? n : -EFAULT;
			goto free;
		}
		addr += n << PAGE_SHIFT;
		cursor += n;
		left -= n;
	}
	ret = reed_blow(r, pages, want);
	unpin_user_pages(pages, want);
free:
	kvfree(pages);
	return ret; //~ PF101 pin_user_pages_fast
}

int good_cursor(struct reed *r, unsigned long addr, long want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	struct page **cursor = pages;
	long n, left = want;
	int ret;

	if (!pages)
		return -ENOMEM;
	while (left) {
		n = pin_user_pages_fast(addr, left, 0, cursor);
		if (n <= 0) {
			ret = n ? n : -EFAULT;
			goto unpin;
		}
		addr += n << PAGE_SHIFT;
		cursor += n;
		left -= n;
	}
	ret = reed_blow(r, pages, want);
unpin:
	unpin_user_pages(pages, want - left);
	kvfree(pages);
	return ret;
}
