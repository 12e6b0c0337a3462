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

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		while (got > 0) {
			got--;
			put_page(pages[got]);
		}
		return -EFAULT;
	}
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	while (n)
		put_page(pages[--n]);
	return 0;
}

int pulley_drop(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		while (--got >= 0)
			put_page(pages[got]);
		return -EFAULT;
	}
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = n - 1; i >= 0; i--)
		put_page(pages[i]);
	return 0;
}

int pulley_count(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got <= 0)
		return -EFAULT;
	pulley_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = 0; i < got; i++)
		put_page(pages[i]);
	return i;
}
