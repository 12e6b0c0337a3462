// SPDX-License-Identifier: MIT
/*
 * about: Loops that count down to nothing let go of all pages; one whose counter is read afterwards stays a loop.
 * source: drivers/staging/vc04_services, net/rds and mm/process_vm_access.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: pulley_lift convert
 * site: pulley_drop convert
 * site: pulley_count convert
 */
#include <linux/mm.h>

int pulley_lift(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got;

	got = pin_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		return -EFAULT;
	}
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, n);
	return 0;
}

int pulley_drop(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got;

	got = pin_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		return -EFAULT;
	}
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, n);
	return 0;
}

int pulley_count(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

	got = pin_user_pages_fast(addr, n, 0, pages);
	if (got <= 0)
		return -EFAULT;
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = 0; i < got; i++)
		unpin_user_page(pages[i]);
	return i;
}
