// SPDX-License-Identifier: MIT
/*
 * about: FOLL_LONGTERM and an owner that outlives the call: case 2.
 * source: Documentation/core-api/pin_user_pages.rst, case 2
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct trough {
	struct device *dev;
	struct page *pages[64];
	struct sg_table sgt;
	int nr;
};

int good_trough_map(struct trough *t, unsigned long addr)
{
	int ret;

	t->nr = pin_user_pages_fast(addr, 64, FOLL_WRITE | FOLL_LONGTERM, t->pages); //~ site kind=pin case=2 access=dev-rw lifetime=object
	if (t->nr <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&t->sgt, t->pages, t->nr, 0, (size_t)t->nr << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(t->dev, &t->sgt, DMA_BIDIRECTIONAL, 0);
	if (ret)
		goto free;
	return 0;
free:
	sg_free_table(&t->sgt);
unpin:
	unpin_user_pages(t->pages, t->nr);
	return ret;
}

void good_trough_unmap(struct trough *t)
{
	dma_unmap_sgtable(t->dev, &t->sgt, DMA_BIDIRECTIONAL, 0);
	sg_free_table(&t->sgt);
	unpin_user_pages_dirty_lock(t->pages, t->nr, true);
}
