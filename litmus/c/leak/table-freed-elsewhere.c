// SPDX-License-Identifier: MIT
/*
 * about: The end of an object takes the table apart that alone names its pages, and lets none of them go.
 * source: invented; the shape of drivers/infiniband/core/umem.c:__ib_umem_release() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/tapestry.h>

static void bad_tapestry_end(struct tapestry *t)
{
	sg_free_table(&t->sgt); //~ PF101 bad_tapestry_end() frees
}

int tapestry_weave(struct tapestry *t, unsigned long addr, unsigned int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n, ret;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, pages);
	if (n < 0) {
		ret = n;
		goto free;
	}
	ret = sg_alloc_table_from_pages(&t->sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(pages, n);
		goto free;
	}
	ret = dma_map_sgtable(t->dev, &t->sgt, DMA_TO_DEVICE, 0);
	if (ret)
		unpin_user_pages(pages, n);
	if (ret)
		bad_tapestry_end(t);
free:
	kvfree(pages);
	return ret;
}

void tapestry_drop(struct tapestry *t)
{
	dma_unmap_sgtable(t->dev, &t->sgt, DMA_TO_DEVICE, 0);
	bad_tapestry_end(t);
	kfree(t);
}

/* The array names the pages as well, and who knows the object may release them by it. */
static void good_rug_end(struct rug *r)
{
	sg_free_table(&r->sgt);
}

int rug_weave(struct rug *r, unsigned long addr, unsigned int want)
{
	int n, ret;

	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, r->pages);
	if (n < 0)
		return n;
	ret = sg_alloc_table_from_pages(&r->sgt, r->pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		unpin_user_pages(r->pages, n);
	return ret;
}

void rug_drop(struct rug *r)
{
	good_rug_end(r);
}
