// SPDX-License-Identifier: MIT
/*
 * about: The pages go one by one, and the mapping ends behind the loop.
 * source: invented; the wrong order of several out-of-tree drivers
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct plotter {
	struct device *dev;
	struct page *pages[16];
	struct scatterlist sg[16];
	int count;
	bool mapped;
};

int plotter_map(struct plotter *p, unsigned long addr)
{
	int i, n = pin_user_pages_fast(addr, 16, FOLL_LONGTERM, p->pages);

	if (n <= 0)
		return -EFAULT;
	p->count = n;
	sg_init_table(p->sg, n);
	for (i = 0; i < n; i++)
		sg_set_page(&p->sg[i], p->pages[i], PAGE_SIZE, 0);
	p->mapped = dma_map_sg(p->dev, p->sg, n, DMA_TO_DEVICE) > 0;
	return 0;
}

void bad_plotter_unmap(struct plotter *p)
{
	int i;

	for (i = 0; i < p->count; i++) {
		if (p->pages[i])
			unpin_user_page(p->pages[i]); //~ PF601 unpin_user_page
	}
	if (p->mapped)
		dma_unmap_sg(p->dev, p->sg, p->count, DMA_TO_DEVICE);
}

void good_plotter_unmap(struct plotter *p)
{
	int i;

	if (p->mapped)
		dma_unmap_sg(p->dev, p->sg, p->count, DMA_TO_DEVICE);
	for (i = 0; i < p->count; i++) {
		if (p->pages[i])
			unpin_user_page(p->pages[i]);
	}
}

void good_plotter_again(struct plotter *p)
{
	int i, round;

	for (round = 0; round < 2; round++) {
		if (p->mapped)
			dma_unmap_sg(p->dev, p->sg, p->count, DMA_TO_DEVICE);
		for (i = 0; i < p->count; i++)
			unpin_user_page(p->pages[i]);
		p++;
	}
}
