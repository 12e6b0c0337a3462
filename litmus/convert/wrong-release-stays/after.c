// SPDX-License-Identifier: MIT
/*
 * about: One exit frees a page of user space. Of a pin it would take one reference of many: it has to be mended before.
 * source: drivers/misc/bcm-vk/bcm_vk_sg.c of v6.1
 * from: 6.1
 * to: 6.12
 * site: crane_lift abstain a release of the wrong kind stays, which has to be mended first: PF203 in crane_lift()
 */
#include <linux/mm.h>

int crane_lift(struct device *dev, unsigned long addr)
{
	struct page *page;
	dma_addr_t at;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	at = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, at)) {
		__free_page(page);
		return -EIO;
	}
	crane_run(at);
	dma_unmap_page(dev, at, PAGE_SIZE, DMA_TO_DEVICE);
	put_page(page);
	return 0;
}
