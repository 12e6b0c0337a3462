// SPDX-License-Identifier: MIT
/*
 * about: An exit for fewer pages than asked for loses those that were got; a mend on top of the conversion lets go of them there.
 * source: drivers/staging/kpc2000/kpc_dma/fileops.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: swing_push convert
 * site: swing_pull convert
 * site: swing_stop convert
 */
#include <linux/mm.h>

int swing_push(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	long got;
	int i;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		dev_err(dev, "got %ld of %d pages\n", got, n);
		return -EFAULT;
	}
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}

int swing_pull(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got = get_user_pages_fast(addr, n, 0, pages);

	if (got < 0)
		return got;
	if (got < n)
		return -EFAULT;
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}

int swing_stop(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got = get_user_pages_fast(addr, n, 0, pages);

	if (got != n)
		goto out;
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
out:
	for (i = 0; i < got; i++)
		put_page(pages[i]);
	return got == n ? 0 : -EFAULT;
}
