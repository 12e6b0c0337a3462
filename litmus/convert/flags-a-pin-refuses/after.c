// SPDX-License-Identifier: MIT
/*
 * about: FOLL_GET beside a pin makes it fail; a truth value passed for flags is what it was meant to be.
 * source: drivers/staging/kpc2000 and vc04_services of v5.3, drivers/misc/bcm-vk of v6.1
 * from: 5.3
 * to: 5.9
 * site: reed_play convert
 * site: reed_record convert
 */
#include <linux/mm.h>

int reed_play(struct device *dev, unsigned long addr)
{
	struct page *page;
	long got;

	down_read(&current->mm->mmap_sem);
	got = pin_user_pages(addr, 1, FOLL_WRITE, &page, NULL);
	up_read(&current->mm->mmap_sem);
	if (got != 1)
		return -EFAULT;
	reed_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

int reed_record(struct device *dev, unsigned long addr, int direction)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1,
				direction == DMA_FROM_DEVICE ? FOLL_WRITE : 0,
				&page) != 1)
		return -EFAULT;
	reed_run(dma_map_page(dev, page, 0, PAGE_SIZE, direction));
	unpin_user_pages_dirty_lock(&page, 1, direction == DMA_FROM_DEVICE);
	return 0;
}
