// SPDX-License-Identifier: MIT
/*
 * about: Where something must be known that is not, nothing changes and the reason is given.
 * from: 6.1
 * to: 6.12
 * site: newt_hand_on abstain no release was found
 * site: newt_again abstain get_page
 * site: newt_mixed abstain alloc_page
 * site: newt_iter abstain iterator
 * site: newt_macro abstain stands for
 */
#include <linux/mm.h>

#define newt_let_go(page) put_page(page)

struct newt {
	struct page *page;
	struct page *spare;
};

int newt_hand_on(struct device *dev, struct page **pages, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, pages) != 1)
		return -EFAULT;
	newt_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
	return 0;
}

int newt_again(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	get_page(page);
	newt_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	put_page(page);
	put_page(page);
	return 0;
}

int newt_mixed(struct device *dev, unsigned long addr, bool own)
{
	struct page *page;

	if (own) {
		page = alloc_page(GFP_KERNEL);
		if (!page)
			return -ENOMEM;
	} else if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) {
		return -EFAULT;
	}
	newt_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	put_page(page);
	return 0;
}

ssize_t newt_iter(struct device *dev, struct iov_iter *iter)
{
	struct page *page;
	size_t offset;
	ssize_t bytes = iov_iter_get_pages2(iter, &page, PAGE_SIZE, 1, &offset);

	if (bytes <= 0)
		return bytes;
	newt_run(dma_map_page(dev, page, offset, bytes, DMA_TO_DEVICE));
	put_page(page);
	return bytes;
}

int newt_macro(struct device *dev, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	newt_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	newt_let_go(page);
	return 0;
}
