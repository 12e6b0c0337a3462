// SPDX-License-Identifier: MIT
/*
 * about: A release that serves two sites changes only if both are converted.
 * from: 6.1
 * to: 6.12
 * site: yoke_write convert
 * site: yoke_read convert
 * site: oxen_write abstain serves also
 * site: oxen_look leave struct page
 */
#include <linux/mm.h>

static void yoke_drop(struct page *yoked)
{
	put_page(yoked);
}

int yoke_write(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	yoke_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE));
	yoke_drop(page);
	return 0;
}

int yoke_read(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	yoke_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	yoke_drop(page);
	return 0;
}

static void oxen_drop(struct page *oxen)
{
	put_page(oxen);
}

int oxen_write(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	yoke_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE));
	oxen_drop(page);
	return 0;
}

int oxen_look(unsigned long addr)
{
	struct page *page;
	int node;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	node = page_to_nid(page);
	oxen_drop(page);
	return node;
}
