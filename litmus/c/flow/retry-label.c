// SPDX-License-Identifier: MIT
/*
 * about: goto again after -EAGAIN: the pages of the first try must be gone by then.
 * source: retry loops as in kernel/futex
 * status: active
 */
#include <linux/mm.h>

struct dice;

int dice_roll(struct dice *d);
void dice_note(struct dice *d, int node);

int bad_again(struct dice *d, unsigned long addr)
{
	struct page *page;
	int ret;

again:
	if (get_user_pages_fast(addr, 1, 0, &page) != 1) {
		ret = -EFAULT;
		goto out;
	}
	dice_note(d, page_to_nid(page));
	ret = dice_roll(d);
	if (ret == -EAGAIN)
		goto again;
	put_page(page);
out:
	return ret; //~ PF101 get_user_pages_fast
}

int good_again(struct dice *d, unsigned long addr)
{
	struct page *page;
	int ret;

again:
	if (get_user_pages_fast(addr, 1, 0, &page) != 1) {
		ret = -EFAULT;
		goto out;
	}
	dice_note(d, page_to_nid(page));
	ret = dice_roll(d);
	put_page(page);
	if (ret == -EAGAIN)
		goto again;
out:
	return ret;
}
