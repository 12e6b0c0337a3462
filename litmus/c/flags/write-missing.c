// SPDX-License-Identifier: MIT
/*
 * about: The device writes, the pin asks for reading only.
 * source: Documentation/core-api/pin_user_pages.rst; CVE-like consequence described in PF403
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct tap {
	struct device *dev;
};

int tap_drain(struct tap *t, dma_addr_t addr);

int bad_read_only(struct tap *t, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF403
		return -EFAULT;
	dma = dma_map_page(t->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	ret = dma_mapping_error(t->dev, dma);
	if (!ret) {
		ret = tap_drain(t, dma);
		dma_unmap_page(t->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	}
	unpin_user_pages_dirty_lock(&page, 1, true);
	return ret;
}

int good_write(struct tap *t, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(t->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	ret = dma_mapping_error(t->dev, dma);
	if (!ret) {
		ret = tap_drain(t, dma);
		dma_unmap_page(t->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	}
	unpin_user_pages_dirty_lock(&page, 1, true);
	return ret;
}
