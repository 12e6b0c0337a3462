// SPDX-License-Identifier: MIT
/*
 * about: The wrapper that takes the pages is an inline function of a compat header.
 * source: tenstorrent/tt-kmd and hailo-ai/hailort-drivers hide the version there
 * status: active
 * with: compat.h
 */
#include "compat.h"

struct grate;

int grate_burn(struct grate *g);

int bad_grate(struct grate *g, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = compat_pin(addr, 4, pages);
	if (n <= 0)
		return -EFAULT;
	ret = grate_burn(g);
	if (ret)
		return ret; //~ PF101 compat_pin
	compat_unpin(pages, n);
	return 0;
}

int good_grate(struct grate *g, unsigned long addr)
{
	struct page *pages[4];
	int n, ret;

	n = compat_pin(addr, 4, pages);
	if (n <= 0)
		return -EFAULT;
	ret = grate_burn(g);
	compat_unpin(pages, n);
	return ret;
}
