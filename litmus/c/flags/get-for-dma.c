// SPDX-License-Identifier: MIT
/*
 * about: A device reads the pages that only a plain reference keeps.
 * source: drivers/accel/qaic/qaic_control.c:find_and_map_user_pages (v6.12) is such a site
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct forge {
	struct device *dev;
};

int forge_heat(struct forge *f, struct sg_table *sgt);

int bad_get(struct forge *f, unsigned long addr, struct page **pages, int want)
{
	struct sg_table sgt;
	int n, ret;

	n = get_user_pages_fast(addr, want, 0, pages); //~ PF401 get_user_pages_fast
	//~^ site kind=get case=1 access=dev-read releases=release_pages@bad_get
	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto put;
	ret = dma_map_sgtable(f->dev, &sgt, DMA_TO_DEVICE, 0);
	if (!ret) {
		ret = forge_heat(f, &sgt);
		dma_unmap_sgtable(f->dev, &sgt, DMA_TO_DEVICE, 0);
	}
	sg_free_table(&sgt);
put:
	release_pages(pages, n);
	return ret;
}

int good_pin(struct forge *f, unsigned long addr, struct page **pages, int want)
{
	struct sg_table sgt;
	int n, ret;

	n = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin case=1 access=dev-read releases=unpin_user_pages@good_pin
	if (n <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(f->dev, &sgt, DMA_TO_DEVICE, 0);
	if (!ret) {
		ret = forge_heat(f, &sgt);
		dma_unmap_sgtable(f->dev, &sgt, DMA_TO_DEVICE, 0);
	}
	sg_free_table(&sgt);
unpin:
	unpin_user_pages(pages, n);
	return ret;
}
