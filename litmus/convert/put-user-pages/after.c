// SPDX-License-Identifier: MIT
/*
 * about: Before there are pins the references stay, and put_user_page*() marks who took them.
 * from: 5.0
 * to: 5.3
 * site: oven_bake convert
 */
#include <linux/mm.h>

struct oven {
	struct page **pages;
	int nr_pages;
};

int oven_bake(struct device *dev, struct oven *o, unsigned long addr, bool hot)
{
	dma_addr_t dma;

	o->nr_pages = get_user_pages_fast(addr, 8, FOLL_WRITE, o->pages);
	if (o->nr_pages <= 0)
		return -EFAULT;
	dma = dma_map_page(dev, o->pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	oven_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	if (hot)
		put_user_pages_dirty_lock(o->pages, o->nr_pages);
	else
		put_user_pages(o->pages, o->nr_pages);
	return 0;
}
