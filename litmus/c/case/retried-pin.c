// SPDX-License-Identifier: MIT
/*
 * about: Pins that are taken again when the page tables have changed meanwhile are of case 3 as well; a retry elsewhere says nothing.
 * source: drivers/gpu/drm/i915/gem/i915_gem_userptr.c (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

int good_submit(struct userptr *u, struct page **pages, int n)
{
	unsigned long seq = mmu_interval_read_begin(&u->notifier);
	int got = pin_user_pages_fast(u->addr, n, FOLL_WRITE, pages); //~ site kind=pin case=3

	if (got < 0)
		return got;
	if (got < n || mmu_interval_read_retry(&u->notifier, seq)) {
		unpin_user_pages(pages, got);
		return -EAGAIN;
	}
	gpu_run(pages, n);
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}

int good_once(struct device *dev, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ site kind=pin case=1
		return -EFAULT;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (!dma_mapping_error(dev, dma)) {
		run_and_wait(dev, dma);
		dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	}
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}
