// SPDX-License-Identifier: MIT
/*
 * about: The result is overwritten by the errno before the release looks at it.
 * source: invented; drivers that use one variable for both
 * status: active
 */
#include <linux/mm.h>

struct nib;

int nib_dip(struct nib *n, struct page **pages, int count);

int bad_overwrites(struct nib *nib, unsigned long addr, struct page **pages, int want)
{
	int ret = pin_user_pages_fast(addr, want, 0, pages);

	if (ret < want) {
		ret = -EFAULT;
		goto out;
	}
	ret = nib_dip(nib, pages, want);
	unpin_user_pages(pages, want);
	return ret;
out:
	if (ret > 0)
		unpin_user_pages(pages, ret);
	return ret; //~ PF102 pin_user_pages_fast
}

int good_releases_before(struct nib *nib, unsigned long addr, struct page **pages, int want)
{
	int ret = pin_user_pages_fast(addr, want, 0, pages);

	if (ret < want)
		goto out;
	ret = nib_dip(nib, pages, want);
	unpin_user_pages(pages, want);
	return ret;
out:
	if (ret > 0)
		unpin_user_pages(pages, ret);
	return -EFAULT;
}
