// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "barge.h"

void barge_unload(struct barge *barge)
{
	int i;

	for (i = 0; i < barge->nr_pages; i++)
		put_page(barge->hold[i]);
	barge->nr_pages = 0;
}

ssize_t barge_load_iter(struct barge *barge, struct iov_iter *iter)
{
	size_t offset;
	ssize_t bytes = iov_iter_get_pages2(iter, barge->hold, PAGE_SIZE, 1, &offset);

	if (bytes <= 0)
		return bytes;
	barge->nr_pages = 1;
	barge_go(dma_map_page(barge->dev, barge->hold[0], offset, bytes, DMA_TO_DEVICE));
	return bytes;
}
