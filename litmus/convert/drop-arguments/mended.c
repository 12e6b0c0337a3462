// SPDX-License-Identifier: MIT
/*
 * about: Arguments that later releases dropped (task, vmas) go; the call is laid out as the kernel lays out calls.
 * from: 5.3
 * to: 6.12
 * site: crane_lift convert
 * site: crane_swing convert
 */
#include <linux/mm.h>

int crane_lift(struct device *dev, struct mm_struct *mm, unsigned long addr, struct page **pages, long n)
{
	long got;

	mmap_read_lock(mm);
	got = pin_user_pages_remote(mm, addr, n, FOLL_WRITE, pages, NULL);
	mmap_read_unlock(mm);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		return -EFAULT;
	}
	crane_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}

int crane_swing(struct device *dev, unsigned long addr, struct page **pages, long n)
{
	long got;

	mmap_read_lock(current->mm);
	got = pin_user_pages(addr, n, FOLL_WRITE, pages);
	mmap_read_unlock(current->mm);
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		return -EFAULT;
	}
	crane_run(dma_map_page(dev, pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE));
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}
