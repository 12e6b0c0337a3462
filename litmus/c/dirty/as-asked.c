// SPDX-License-Identifier: MIT
/*
 * about: The direction of the device is in a variable, the pages are asked for writing, and nothing marks them.
 * source: drivers/virt/acrn/mm.c:acrn_vm_all_ram_unmap (v6.12) lets go of a guest's memory so
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct mill {
	struct device *dev;
};

int mill_run(struct mill *m, dma_addr_t at);

int bad_open_direction(struct mill *m, unsigned long addr, enum dma_data_direction dir)
{
	struct page *page;
	dma_addr_t at;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	at = dma_map_page(m->dev, page, 0, PAGE_SIZE, dir);
	ret = mill_run(m, at);
	dma_unmap_page(m->dev, at, PAGE_SIZE, dir);
	unpin_user_page(page); //~ PF301 taken to write as FOLL_WRITE asks
	return ret;
}

int good_marked(struct mill *m, unsigned long addr, enum dma_data_direction dir)
{
	struct page *page;
	dma_addr_t at;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	at = dma_map_page(m->dev, page, 0, PAGE_SIZE, dir);
	ret = mill_run(m, at);
	dma_unmap_page(m->dev, at, PAGE_SIZE, dir);
	unpin_user_pages_dirty_lock(&page, 1, dir != DMA_TO_DEVICE);
	return ret;
}

int good_reads(struct mill *m, unsigned long addr, enum dma_data_direction dir)
{
	struct page *page;
	dma_addr_t at;
	int ret;

	if (pin_user_pages_fast(addr, 1, dir == DMA_TO_DEVICE ? 0 : FOLL_WRITE, &page) != 1)
		return -EFAULT;
	at = dma_map_page(m->dev, page, 0, PAGE_SIZE, dir);
	ret = mill_run(m, at);
	dma_unmap_page(m->dev, at, PAGE_SIZE, dir);
	unpin_user_pages_dirty_lock(&page, 1, dir == DMA_FROM_DEVICE);
	return ret;
}
