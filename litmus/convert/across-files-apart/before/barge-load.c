// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "barge.h"

int barge_load(struct barge *barge, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, barge->hold) != 1)
		return -EFAULT;
	barge->nr_pages = 1;
	barge_go(dma_map_page(barge->dev, barge->hold[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}
