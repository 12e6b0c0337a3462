// SPDX-License-Identifier: MIT
/*
 * about: The exit for fewer pages, the else of a test for an error, frees the array: no entry of it is NULL where pages are let go of.
 * source: drivers/fpga/dfl-afu-dma-region.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: loom_thread convert
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct loom {
	struct device *dev;
	struct page **pages;
	int n;
};

static void loom_put(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (pages[i])
			put_page(pages[i]);
}

int loom_thread(struct loom *loom, unsigned long addr, int n)
{
	int ret, got;

	loom->pages = kcalloc(n, sizeof(*loom->pages), GFP_KERNEL);
	if (!loom->pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, FOLL_WRITE, loom->pages);
	if (got < 0) {
		ret = got;
		goto free;
	} else if (got != n) {
		ret = -EFAULT;
		goto free;
	}
	loom->n = n;
	loom_run(dma_map_page(loom->dev, loom->pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	return 0;

free:
	kfree(loom->pages);
	return ret;
}

long loom_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct loom *loom = file->private_data;

	loom_put(loom->pages, loom->n);
	kfree(loom->pages);
	return 0;
}
