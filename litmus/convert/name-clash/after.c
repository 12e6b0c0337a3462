// SPDX-License-Identifier: MIT
/*
 * about: A static helper with the name of a call that the target kernel declares gets another one, its callers too.
 * source: drivers/platform/goldfish/goldfish_pipe.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: pin_user_pages convert
 */
#include <linux/mm.h>

static int name_clash_pin_user_pages(unsigned long addr, int n, int is_write,
				     struct page **pages)
{
	int got = pin_user_pages_fast(addr, n, is_write ? 0 : FOLL_WRITE, pages);

	if (got <= 0)
		return -EFAULT;
	return got;
}

int pipe_send(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int got = name_clash_pin_user_pages(addr, n, 1, pages);

	if (got < 0)
		return got;
	pipe_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, got);
	return got;
}
