// SPDX-License-Identifier: MIT
/*
 * about: folio_put() of a page's folio becomes unpin_user_folio(), which 6.12 has.
 * from: 6.1
 * to: 6.12
 * site: loft_lift convert
 */
#include <linux/mm.h>

int loft_lift(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	loft_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_folio(page_folio(page), 1);
	return 0;
}
