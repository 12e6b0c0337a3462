// SPDX-License-Identifier: MIT
/*
 * about: put_user_page*() becomes unpin_user_page*(), two arms of a condition one call with it as argument.
 * source: drivers/infiniband of v5.3
 * from: 5.3
 * to: 5.9
 * site: kiln_fire convert
 */
#include <linux/mm.h>

static void kiln_release(struct page **pages, size_t n, bool dirty)
{
	if (dirty)
		put_user_pages_dirty_lock(pages, n);
	else
		put_user_pages(pages, n);
}

int kiln_fire(struct device *dev, struct page **pages, unsigned long addr, size_t n)
{
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, pages);
	dma_addr_t dma;

	if (got < 0)
		return got;
	if (got < n) {
		kiln_release(pages, got, false);
		return -EFAULT;
	}
	dma = dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	kiln_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	kiln_release(pages, n, true);
	return 0;
}
