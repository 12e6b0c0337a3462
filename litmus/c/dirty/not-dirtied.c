// SPDX-License-Identifier: MIT
/*
 * about: The device writes into the pages; the release does not mark them.
 * source: net/rds/info.c:rds_info_getsockopt (v5.9) for the kernel writing; here a device
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct radar {
	struct device *dev;
};

int radar_sweep(struct radar *r, struct sg_table *sgt);

int bad_clean_release(struct radar *r, unsigned long addr, struct page **pages, int want)
{
	struct sg_table sgt;
	int n, ret;

	n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages); //~ site kind=pin case=1 access=dev-write dirties=none releases=unpin_user_pages@bad_clean_release
	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(r->dev, &sgt, DMA_FROM_DEVICE, 0);
	if (!ret) {
		ret = radar_sweep(r, &sgt);
		dma_unmap_sgtable(r->dev, &sgt, DMA_FROM_DEVICE, 0);
	}
	sg_free_table(&sgt);
unpin:
	unpin_user_pages(pages, n); //~ PF301 unpin_user_pages
	return ret;
}

int good_dirty_release(struct radar *r, unsigned long addr, struct page **pages, int want)
{
	struct sg_table sgt;
	int n, ret;

	n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages); //~ site kind=pin case=1 access=dev-write releases=unpin_user_pages_dirty_lock@good_dirty_release dirties=unpin_user_pages_dirty_lock@good_dirty_release
	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(r->dev, &sgt, DMA_FROM_DEVICE, 0);
	if (!ret) {
		ret = radar_sweep(r, &sgt);
		dma_unmap_sgtable(r->dev, &sgt, DMA_FROM_DEVICE, 0);
	}
	sg_free_table(&sgt);
unpin:
	unpin_user_pages_dirty_lock(pages, n, true);
	return ret;
}

int good_device_reads(struct radar *r, unsigned long addr, struct page **pages, int want)
{
	struct sg_table sgt;
	int n, ret;

	n = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin case=1 access=dev-read dirties=none
	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(r->dev, &sgt, DMA_TO_DEVICE, 0);
	if (!ret) {
		ret = radar_sweep(r, &sgt);
		dma_unmap_sgtable(r->dev, &sgt, DMA_TO_DEVICE, 0);
	}
	sg_free_table(&sgt);
unpin:
	unpin_user_pages(pages, n);
	return ret;
}
