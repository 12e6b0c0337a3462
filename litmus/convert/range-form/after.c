// SPDX-License-Identifier: MIT
/*
 * about: Pages that lie one after the other are let go of by the range call, where the release has it.
 * from: 6.1
 * to: 6.12
 * site: rail_lay convert
 */
#include <linux/mm.h>

struct rail {
	struct page *first;
	unsigned long nr_pages;
	bool written;
};

static void rail_lift(struct rail *rail)
{
	unpin_user_page_range_dirty_lock(rail->first, rail->nr_pages,
					 rail->written);
}

int rail_lay(struct device *dev, struct rail *rail, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	rail->first = page;
	rail->nr_pages = 1;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	rail_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	rail_lift(rail);
	return 0;
}
