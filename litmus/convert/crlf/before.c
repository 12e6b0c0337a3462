// SPDX-License-Identifier: MIT
/*
 * about: A file with CRLF line ends keeps them.
 * from: 5.3
 * to: 5.9
 * site: lamp_blink convert
 */
#include <linux/mm.h>

int lamp_blink(struct device *dev, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	lamp_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	put_page(page);
	return 0;
}

/* Not its page. */
void lamp_forget(struct page *page)
{
	put_page(page);
}
