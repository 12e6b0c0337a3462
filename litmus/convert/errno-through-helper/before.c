// SPDX-License-Identifier: MIT
/*
 * about: A helper's loop does nothing for the errno that one caller hands it; the call in its place must not see it.
 * source: drivers/fpga/dfl-afu-dma-region.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: harp_string convert
 * site: lute_string convert
 */
#include <linux/mm.h>

static void harp_drop(struct page **strung, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_page(strung[i]);
}

int harp_string(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got, ret = 0;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got != n) {
		ret = -EFAULT;
		goto drop;
	}
	harp_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
drop:
	harp_drop(pages, got);
	return ret;
}

static void lute_drop(struct page **strung, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_page(strung[i]);
}

int lute_string(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got, ret = 0;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got < 0)
		return got;
	if (got != n) {
		ret = -EFAULT;
		goto drop;
	}
	harp_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
drop:
	lute_drop(pages, got);
	return ret;
}
