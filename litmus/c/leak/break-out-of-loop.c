// SPDX-License-Identifier: MIT
/*
 * about: Pages pinned in pieces: leaving the loop by break forgets the piece in hand.
 * source: loops as in drivers/infiniband/hw/hfi1, written anew
 * status: active
 */
#include <linux/mm.h>

struct feeder;

int feeder_push(struct feeder *f, struct page **pages, int n);
int feeder_full(struct feeder *f);

int bad_break_before_release(struct feeder *f, unsigned long addr, int left)
{
	struct page *pages[16];
	int n, ret = 0;

	while (left > 0) {
		n = pin_user_pages_fast(addr, min(left, 16), 0, pages);
		//~|^ acquired here
		if (n <= 0)
			return n ? n : -EFAULT;
		if (feeder_full(f)) {
			ret = -ENOSPC;
			break;
		}
		ret = feeder_push(f, pages, n);
		unpin_user_pages(pages, n);
		if (ret)
			break;
		addr += (unsigned long)n << PAGE_SHIFT;
		left -= n;
	}
	return ret; //~ PF101 pin_user_pages_fast
}

int good_break_after_release(struct feeder *f, unsigned long addr, int left)
{
	struct page *pages[16];
	int n, ret = 0;

	while (left > 0) {
		if (feeder_full(f)) {
			ret = -ENOSPC;
			break;
		}
		n = pin_user_pages_fast(addr, min(left, 16), 0, pages);
		if (n <= 0)
			return n ? n : -EFAULT;
		ret = feeder_push(f, pages, n);
		unpin_user_pages(pages, n);
		if (ret)
			break;
		addr += (unsigned long)n << PAGE_SHIFT;
		left -= n;
	}
	return ret;
}
