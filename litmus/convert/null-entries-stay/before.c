// SPDX-License-Identifier: MIT
/*
 * about: Entries that may be NULL are tested one by one: unpin_user_pages() would follow the NULL.
 * source: drivers/fpga/dfl-afu-dma-region.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: sieve_fill convert
 */
#include <linux/mm.h>

static void sieve_empty(struct page **pages, int n, int dirty)
{
	int i;

	for (i = 0; i < n; i++) {
		if (pages[i] != NULL) {
			if (dirty)
				set_page_dirty_lock(pages[i]);
			put_page(pages[i]);
		}
	}
}

int sieve_fill(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got, ret = 0;
	dma_addr_t dma;

	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages);
	if (got < 0)
		return got;
	if (got < n) {
		ret = -EFAULT;
		goto out;
	}
	dma = dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	sieve_run(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
out:
	sieve_empty(pages, got, 1);
	return ret;
}
