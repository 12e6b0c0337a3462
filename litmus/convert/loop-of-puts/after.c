// SPDX-License-Identifier: MIT
/*
 * about: Loops that let go of an array become one call, their counters go when nobody else counts with them.
 * source: drivers/fpga, drivers/rapidio, net/rds of v5.3
 * from: 5.3
 * to: 5.9
 * site: winch_pull convert
 */
#include <linux/mm.h>

struct winch {
	struct page **pages;
	int nr_pages;
	struct sg_table sgt;
};

static void winch_drop(struct winch *w)
{
	unpin_user_pages(w->pages, w->nr_pages);
	kfree(w->pages);
}

int winch_pull(struct device *dev, struct winch *w, unsigned long addr, int n)
{
	int got, ret;

	w->pages = kcalloc(n, sizeof(*w->pages), GFP_KERNEL);
	if (!w->pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, w->pages);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(w->pages, got);
		kfree(w->pages);
		return -EFAULT;
	}
	w->nr_pages = n;
	ret = sg_alloc_table_from_pages(&w->sgt, w->pages, n, 0, n << PAGE_SHIFT, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(w->pages, n);
		kfree(w->pages);
		return ret;
	}
	if (!dma_map_sg(dev, w->sgt.sgl, w->sgt.nents, DMA_FROM_DEVICE)) {
		ret = -EIO;
		goto out;
	}
	ret = winch_run(w);
	dma_unmap_sg(dev, w->sgt.sgl, w->sgt.nents, DMA_FROM_DEVICE);
out:
	winch_drop(w);
	return ret;
}
