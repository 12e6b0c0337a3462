// SPDX-License-Identifier: MIT
/*
 * about: A signed result compared with an unsigned request: the comparison is unsigned.
 * source: DESIGN: signedness of the variable that keeps the count; shape of drivers/usb out-of-tree cameras
 * status: active
 */
#include <linux/mm.h>

struct lens;

int lens_grab(struct lens *l, struct page **pages, unsigned int n);

int bad_unsigned_compare(struct lens *l, unsigned long addr, struct page **pages, unsigned int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages);
	int ret;

	if (n < want) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return -EFAULT;
	}
	ret = lens_grab(l, pages, want);
	unpin_user_pages(pages, n); //~ PF501
	return ret;
}

int good_error_first(struct lens *l, unsigned long addr, struct page **pages, unsigned int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages);
	int ret;

	if (n < 0)
		return n;
	if (n < want) {
		unpin_user_pages(pages, n);
		return -EFAULT;
	}
	ret = lens_grab(l, pages, want);
	unpin_user_pages(pages, n);
	return ret;
}

int good_cast(struct lens *l, unsigned long addr, struct page **pages, unsigned int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages);
	int ret;

	if (n < (int)want) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return -EFAULT;
	}
	ret = lens_grab(l, pages, want);
	unpin_user_pages(pages, n);
	return ret;
}
