// SPDX-License-Identifier: MIT
/*
 * about: ret != want gives up and forgets the pages that were obtained.
 * source: out-of-tree character drivers; fixed upstream many times, e.g. drivers/rapidio (v5.7)
 * status: active
 * sites: all
 */
#include <linux/mm.h>

struct tape;

int tape_write(struct tape *t, struct page **pages, int n);

int bad_not_equal(struct tape *t, unsigned long addr, struct page **pages, int want)
{
	int ret;

	ret = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin releases=unpin_user_pages@bad_not_equal
	//~|^ acquired here
	if (ret != want)
		return -EFAULT; //~ PF102 pin_user_pages_fast
	ret = tape_write(t, pages, want);
	unpin_user_pages(pages, want);
	return ret;
}

int good_not_equal(struct tape *t, unsigned long addr, struct page **pages, int want)
{
	int ret;

	ret = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin releases=unpin_user_pages@good_not_equal
	if (ret != want) {
		if (ret > 0)
			unpin_user_pages(pages, ret);
		return -EFAULT;
	}
	ret = tape_write(t, pages, want);
	unpin_user_pages(pages, want);
	return ret;
}
