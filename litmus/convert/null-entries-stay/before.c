// SPDX-License-Identifier: MIT
/*
 * about: A test for NULL goes where every entry is filled, and stays where one may be NULL: unpin_user_pages() would follow it.
 * source: drivers/misc/genwqe and drivers/gpu/drm/via of v5.3
 * from: 5.3
 * to: 5.9
 * site: sieve_fill convert
 * site: basket_fill convert
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

struct basket {
	struct page **pages;
	int nr_pages;
};

void basket_empty(struct basket *b)
{
	int i;

	for (i = 0; i < b->nr_pages; i++) {
		if (b->pages[i])
			put_page(b->pages[i]);
	}
	kfree(b->pages);
	b->pages = NULL;
}

int basket_fill(struct device *dev, struct basket *b, unsigned long addr)
{
	int got;

	b->pages = kcalloc(b->nr_pages, sizeof(*b->pages), GFP_KERNEL);
	if (!b->pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, b->nr_pages, 0, b->pages);
	if (got != b->nr_pages)
		return -EFAULT;
	basket_run(dma_map_page(dev, b->pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;
}
