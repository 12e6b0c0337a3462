// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "ferry.h"

int ferry_load(struct ferry *ferry, unsigned long addr, int n)
{
	int got = pin_user_pages_fast(addr, n, FOLL_LONGTERM, ferry->deck);

	if (got != n) {
		if (got > 0)
			unpin_user_pages(ferry->deck, got);
		return -EFAULT;
	}
	ferry->nr_pages = n;
	ferry_cast_off(dma_map_page(ferry->dev, ferry->deck[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}

int ferry_load_late(struct ferry *ferry, unsigned long addr, int n)
{
	int got = pin_user_pages_fast(addr, n, FOLL_LONGTERM,
					 &ferry->deck[ferry->nr_pages]);

	if (got != n) {
		if (got > 0)
			unpin_user_pages(&ferry->deck[ferry->nr_pages], got);
		return -EFAULT;
	}
	ferry->nr_pages += n;
	ferry_cast_off(dma_map_page(ferry->dev, ferry->deck[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}
