// SPDX-License-Identifier: MIT
/*
 * about: A notifier in the folder that belongs to another driver, whose header this one does not include, tears down nothing here.
 * source: drivers/xen/privcmd.c beside gntdev.c (v5.3)
 * status: active
 * sites: all
 * with: notifier-of-another-watch.c
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include "ledger.h"

int bad_ledger_map(struct device *dev, struct ledger *l)
{
	struct page *page;

	if (get_user_pages_fast(l->addr, 1, FOLL_WRITE, &page) != 1) //~ PF401 a device works
		//~^ site kind=get case=1
		return -EFAULT;
	l->dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	dma_unmap_page(dev, l->dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
