// SPDX-License-Identifier: MIT
/*
 * about: A driver for many kernels: the branch of older ones keeps its text, a line that all of them compile gets a branch.
 * to: 6.12
 * oldest: 5.4
 * site: tram_load convert
 * site: tram_stop convert
 */
#include <linux/mm.h>
#include <linux/version.h>

int tram_load(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
#else
	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages);
#endif
#else
	got = get_user_pages_fast(addr, n, 1, pages);
#endif
	if (got != n) {
		if (got > 0)
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
			unpin_user_pages(pages, got);
#else
			release_pages(pages, got);
#endif
		return -EFAULT;
	}
	tram_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	unpin_user_pages_dirty_lock(pages, n, true);
#else
	for (i = 0; i < n; i++) {
		set_page_dirty_lock(pages[i]);
		put_page(pages[i]);
	}
#endif
	return 0;
}

int tram_stop(struct device *dev, unsigned long addr, struct page **pages, int n)
{
	int i, got;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	got = pin_user_pages_fast(addr, n, 0, pages);
	if (got <= 0)
		return -EFAULT;
	tram_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	unpin_user_pages(pages, got);
#else
	got = get_user_pages_fast(addr, n, 0, pages);
	if (got <= 0)
		return -EFAULT;
	tram_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE));
	for (i = 0; i < got; i++)
		put_page(pages[i]);
#endif
	return 0;
}
