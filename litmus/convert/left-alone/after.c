// SPDX-License-Identifier: MIT
/*
 * about: Sites that are right as they are: a notifier, only struct page, only read, no pages, pinned already.
 * from: 6.1
 * to: 6.12
 * site: moth_node leave struct page
 * site: moth_peek leave nothing is written
 * site: moth_warm leave only faults pages in
 * site: moth_pin leave pins already
 */
#include <linux/mm.h>

int moth_node(unsigned long addr)
{
	struct page *page;
	int node;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	node = page_to_nid(page);
	put_page(page);
	return node;
}

int moth_peek(unsigned long addr, void *to)
{
	struct page *page;
	void *from;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	from = kmap_local_page(page);
	memcpy(to, from, 64);
	kunmap_local(from);
	put_page(page);
	return 0;
}

long moth_warm(unsigned long addr, long n)
{
	return get_user_pages_fast(addr, n, FOLL_WRITE, NULL);
}

int moth_pin(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	moth_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}
