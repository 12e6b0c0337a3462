// SPDX-License-Identifier: MIT
/*
 * about: The bool of the old get_user_pages_fast() becomes flags, and nothing else of the call moves.
 * from: 5.0
 * to: 5.9
 * site: loom_weave convert
 * site: loom_read convert
 * site: loom_pick convert
 */
#include <linux/mm.h>

int loom_weave(struct device *dev, unsigned long addr, int rw)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, rw == READ, &page) != 1)
		return -EFAULT;
	loom_run(dma_map_page(dev, page, 0, PAGE_SIZE, loom_direction(rw)));
	put_page(page);
	return 0;
}

int loom_read(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	loom_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE));
	put_page(page);
	return 0;
}

int loom_pick(struct device *dev, unsigned long addr, struct loom *loom)
{
	struct page *page;
	int got;

	got = get_user_pages_fast(addr, 1, !!(loom->flags & LOOM_WRITES), &page);
	if (got != 1)
		return -EFAULT;
	loom_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_BIDIRECTIONAL));
	put_page(page);
	return 0;
}
