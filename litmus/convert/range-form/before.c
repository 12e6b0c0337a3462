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
	unsigned long i;

	for (i = 0; i < rail->nr_pages; i++) {
		if (rail->written)
			set_page_dirty_lock(rail->first + i);
		put_page(rail->first + i);
	}
}

int rail_lay(struct device *dev, struct rail *rail, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	rail->first = page;
	rail->nr_pages = 1;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	rail_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	rail_lift(rail);
	return 0;
}
