// SPDX-License-Identifier: MIT
/*
 * about: The failure of the acquire is not seen, because the comparison is unsigned, and the request is released.
 * source: drivers/video/fbdev/pvr2fb.c:pvr2fb_write (v6.12), written anew
 * status: active
 */
#include <linux/mm.h>

struct screen;

int screen_write(struct screen *s, struct page **pages, unsigned int n);

int bad_compares_unsigned(struct screen *s, unsigned long addr, struct page **pages, unsigned int want)
{
	int ret = pin_user_pages_fast(addr, want, 0, pages);

	if (ret < want) {
		if (ret < 0)
			want = 0;
		else
			want = ret;
		ret = -EFAULT;
		goto out;
	}
	ret = screen_write(s, pages, want);
out:
	unpin_user_pages(pages, want); //~ PF105 fails on this path
	return ret;
}

int good_compares_signed(struct screen *s, unsigned long addr, struct page **pages, unsigned int want)
{
	int ret = pin_user_pages_fast(addr, want, 0, pages);

	if (ret < (int)want) {
		if (ret < 0)
			want = 0;
		else
			want = ret;
		ret = -EFAULT;
		goto out;
	}
	ret = screen_write(s, pages, want);
out:
	unpin_user_pages(pages, want);
	return ret;
}
