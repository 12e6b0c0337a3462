// SPDX-License-Identifier: MIT
/*
 * about: A loop does nothing for a negative errno, unpin_user_pages() takes it for billions of pages: the call gets a test.
 * source: drivers/video/fbdev/pvr2fb.c of v5.3; commit 0f6512db6b62
 * from: 5.3
 * to: 5.9
 * site: easel_draw convert
 */
#include <linux/mm.h>

int easel_draw(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got, ret = 0;

	got = pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got < n) {
		ret = -EINVAL;
		goto out;
	}
	easel_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
out:
	if (got > 0)
		unpin_user_pages_dirty_lock(pages, got, true);
	return ret;
}
