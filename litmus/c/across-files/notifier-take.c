// SPDX-License-Identifier: MIT
/*
 * about: Another file of the driver registers a notifier of the page tables: a plain reference is of case 3.
 * source: drivers/misc/sgi-gru/grufault.c and grutlbpurge.c, drivers/gpu/drm/radeon (v6.12)
 * status: active
 * sites: all
 * with: notifier-watch.c
 * expect: none
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include "table.h"

int good_table_map(struct device *dev, struct table *t)
{
	struct page *page;

	if (get_user_pages_fast(t->addr, 1, FOLL_WRITE, &page) != 1) //~ site kind=get case=3
		return -EFAULT;
	t->dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
