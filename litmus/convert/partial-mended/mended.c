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

	got = pin_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		dev_err(dev, "got %ld of %d pages\n", got, n);
		return -EFAULT;
	}
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, n);
	return 0;
}

int swing_pull(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got = pin_user_pages_fast(addr, n, 0, pages);

	if (got < 0)
		return got;
	if (got < n) {
		unpin_user_pages(pages, got);
		return -EFAULT;
	}
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, n);
	return 0;
}

int swing_stop(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got = pin_user_pages_fast(addr, n, 0, pages);

	if (got != n)
		goto out;
	swing_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
out:
	if (got > 0)
		unpin_user_pages(pages, got);
	return got == n ? 0 : -EFAULT;
}
