// SPDX-License-Identifier: MIT
/*
 * about: FOLL_FORCE belongs to debuggers.
 * source: the tree-wide removal of v6.2, for example in drivers/media/pci/ivtv
 * status: active
 */
#include <linux/mm.h>

struct cone;

int cone_send(struct cone *c, struct page **pages, int n);

int bad_force(struct cone *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = pin_user_pages_unlocked(addr, want, pages, FOLL_FORCE); //~ PF404

	if (n <= 0)
		return -EFAULT;
	ret = cone_send(c, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

int good_no_force(struct cone *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = pin_user_pages_unlocked(addr, want, pages, 0);

	if (n <= 0)
		return -EFAULT;
	ret = cone_send(c, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}
