// SPDX-License-Identifier: MIT
/*
 * about: Only the scatterlist table of an object keeps the pages; freeing it leaves them to the function that failed.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct slide {
	struct sg_table table;
	struct page **pages;
	int count;
};

int bad_table_freed(struct device *dev, struct slide *s, unsigned long addr)
{
	struct page **pages;
	int n, ret;

	pages = kcalloc(8, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, pages);
	if (n != 8) {
		if (n > 0)
			unpin_user_pages(pages, n);
		kfree(pages);
		return -EFAULT;
	}
	ret = sg_alloc_table_from_pages(&s->table, pages, 8, 0, 8 * PAGE_SIZE,
					GFP_KERNEL);
	if (ret)
		goto free;
	ret = dma_map_sgtable(dev, &s->table, DMA_BIDIRECTIONAL, 0);
	if (ret)
		goto free;
	s->pages = pages;
	s->count = n;
	return 0;
free:
	sg_free_table(&s->table);
	kfree(pages);
	return ret; //~ PF101 not released
}

int good_table_freed(struct device *dev, struct slide *s, unsigned long addr)
{
	int n, ret;

	s->pages = kcalloc(8, sizeof(*s->pages), GFP_KERNEL);
	if (!s->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, s->pages);
	if (n != 8) {
		if (n > 0)
			unpin_user_pages(s->pages, n);
		return -EFAULT;
	}
	s->count = n;
	ret = sg_alloc_table_from_pages(&s->table, s->pages, 8, 0,
					8 * PAGE_SIZE, GFP_KERNEL);
	if (ret)
		return ret;
	ret = dma_map_sgtable(dev, &s->table, DMA_BIDIRECTIONAL, 0);
	if (ret)
		sg_free_table(&s->table);
	return ret;
}

void slide_end(struct device *dev, struct slide *s)
{
	unpin_user_pages_dirty_lock(s->pages, s->count, true);
	kfree(s->pages);
}
