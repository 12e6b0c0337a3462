// SPDX-License-Identifier: MIT
/*
 * about: Pages that are pinned already, but let go of as plain references: only the releases change.
 * source: drivers/virt/acrn/vm.c of v6.1
 * from: 6.1
 * to: 6.12
 * site: clock_wind convert lets go of its pins as of plain references
 */
#include <linux/mm.h>

struct clock {
	struct device *dev;
	struct page *page;
};

static void clock_stop(struct clock *clock)
{
	set_page_dirty_lock(clock->page);
	put_page(clock->page);
}

int clock_wind(struct clock *clock, unsigned long addr)
{
	dma_addr_t dma;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &clock->page) != 1)
		return -EFAULT;
	dma = dma_map_page(clock->dev, clock->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	clock_run(clock, dma);
	dma_unmap_page(clock->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	clock_stop(clock);
	return 0;
}
