// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "ferry.h"

int ferry_load(struct ferry *ferry, unsigned long addr, int n)
{
	int got = get_user_pages_fast(addr, n, 0, ferry->deck);

	if (got != n) {
		if (got > 0)
			release_pages(ferry->deck, got);
		return -EFAULT;
	}
	ferry->nr_pages = n;
	ferry_cast_off(dma_map_page(ferry->dev, ferry->deck[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}

int ferry_load_late(struct ferry *ferry, unsigned long addr, int n)
{
	int i, got = get_user_pages_fast(addr, n, 0, &ferry->deck[ferry->nr_pages]);

	if (got != n) {
		for (i = 0; i < got; i++)
			put_page(ferry->deck[ferry->nr_pages + i]);
		return -EFAULT;
	}
	ferry->nr_pages += n;
	ferry_cast_off(dma_map_page(ferry->dev, ferry->deck[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}
