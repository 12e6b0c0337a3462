// SPDX-License-Identifier: MIT
/*
 * about: Released first, unmapped after.
 * source: Coyote pull requests 236-251: pages unpinned while the device still maps them
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct belt {
	struct device *dev;
};

int belt_run(struct belt *b, dma_addr_t addr);

int bad_order(struct belt *b, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(b->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	ret = dma_mapping_error(b->dev, dma);
	if (ret) {
		unpin_user_page(page);
		return ret;
	}
	ret = belt_run(b, dma);
	unpin_user_page(page); //~ PF601 unpin_user_page
	dma_unmap_page(b->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	return ret;
}

int good_order(struct belt *b, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(b->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	ret = dma_mapping_error(b->dev, dma);
	if (ret) {
		unpin_user_page(page);
		return ret;
	}
	ret = belt_run(b, dma);
	dma_unmap_page(b->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	unpin_user_page(page);
	return ret;
}

int bad_table_order(struct belt *b, unsigned long addr, struct page **pages, struct sg_table *sgt)
{
	int ret, n = pin_user_pages_fast(addr, 4, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(b->dev, sgt, DMA_TO_DEVICE, 0);
	if (ret)
		goto free;
	ret = belt_run(b, sg_dma_address(sgt->sgl));
	unpin_user_pages(pages, n); //~ PF601 unpin_user_pages
	dma_unmap_sgtable(b->dev, sgt, DMA_TO_DEVICE, 0);
	sg_free_table(sgt);
	return ret;
free:
	sg_free_table(sgt);
unpin:
	unpin_user_pages(pages, n);
	return ret;
}

int good_one_after_another(struct belt *b, unsigned long addr, int rounds)
{
	struct page *page;
	dma_addr_t dma;
	int ret = 0;

	while (!ret && rounds--) {
		if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
			return -EFAULT;
		dma = dma_map_page(b->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
		ret = dma_mapping_error(b->dev, dma);
		if (!ret) {
			ret = belt_run(b, dma);
			dma_unmap_page(b->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
		}
		unpin_user_page(page);
		addr += PAGE_SIZE;
	}
	return ret;
}
