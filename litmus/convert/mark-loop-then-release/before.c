// SPDX-License-Identifier: MIT
/*
 * about: A loop that marks the pages dirty and release_pages() after it are one call.
 * from: 6.1
 * to: 6.12
 * site: mill_grind convert
 * site: mill_sift convert
 */
#include <linux/mm.h>

int mill_grind(struct device *dev, unsigned long addr, struct page **pages, int n, bool wrote)
{
	int i, got;

	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got <= 0)
		return -EFAULT;
	mill_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
	if (wrote)
		for (i = 0; i < got; i++)
			set_page_dirty_lock(pages[i]);
	release_pages(pages, got);
	return 0;
}

int mill_sift(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got <= 0)
		return -EFAULT;
	mill_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
	for (i = 1; i < got; i++)
		set_page_dirty_lock(pages[i]);
	release_pages(pages, got);
	return 0;
}
