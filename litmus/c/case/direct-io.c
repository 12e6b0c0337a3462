// SPDX-License-Identifier: MIT
/*
 * about: A device reads the pages within the call: case 1.
 * source: Documentation/core-api/pin_user_pages.rst, case 1
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct chute {
	struct device *dev;
};

int chute_run(struct chute *c, dma_addr_t addr);

int good_chute_send(struct chute *c, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=pin case=1 access=dev-read lifetime=call
		return -EFAULT;
	dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	ret = dma_mapping_error(c->dev, dma);
	if (!ret) {
		ret = chute_run(c, dma);
		dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	}
	unpin_user_page(page);
	return ret;
}
