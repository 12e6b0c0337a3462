// SPDX-License-Identifier: MIT
/*
 * about: Released first, unmapped after.
 * source: Coyote pull requests 236-251: pages unpinned while the device still maps them
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct belt {
	struct device *dev;
};

int belt_run(struct belt *b, dma_addr_t addr);

int bad_order(struct belt *b, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(b->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	ret = dma_mapping_error(b->dev, dma);
	if (ret) {
		unpin_user_page(page);
		return ret;
	}
	ret = belt_run(b, dma);
	unpin_user_page(page); //~ PF601 unpin_user_page
	dma_unmap_page(b->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return ret;
}

int good_order(struct belt *b, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(b->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	ret = dma_mapping_error(b->dev, dma);
	if (ret) {
		unpin_user_page(page);
		return ret;
	}
	ret = belt_run(b, dma);
	dma_unmap_page(b->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	unpin_user_page(page);
	return ret;
}
