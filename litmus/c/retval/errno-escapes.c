// SPDX-License-Identifier: MIT
/*
 * about: A function succeeds although the acquire failed, because the errno is compared as a number of billions.
 * source: invented; the comparison of drivers/video/fbdev/pvr2fb.c:pvr2fb_write (v6.12)
 * status: active
 */
#include <linux/mm.h>

struct well {
	struct page **pages;
	unsigned int nr;
};

int bad_below_unsigned(struct well *w, unsigned long addr, unsigned int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, w->pages);

	if (n < want) { //~ PF501 compared with something unsigned
		if (n > 0)
			unpin_user_pages(w->pages, n);
		return -EFAULT;
	}
	w->nr = want;
	return 0;
}

int bad_kept_unsigned(struct well *w, unsigned long addr, unsigned int want)
{
	unsigned long n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, w->pages); //~ PF504 unsigned variable

	if (n < 0)
		return -EFAULT;
	w->nr = n;
	return 0;
}

int good_unequal(struct well *w, unsigned long addr, unsigned int want)
{
	unsigned int n = pin_user_pages_fast(addr, 1, FOLL_LONGTERM, w->pages);

	if (n != 1)
		return -EFAULT;
	w->nr = n;
	return 0;
}

int good_signed(struct well *w, unsigned long addr, unsigned int want)
{
	long n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, w->pages);

	if (n < (long)want) {
		if (n > 0)
			unpin_user_pages(w->pages, n);
		return -EFAULT;
	}
	w->nr = want;
	return 0;
}

void well_close(struct well *w)
{
	unpin_user_pages(w->pages, w->nr);
}
