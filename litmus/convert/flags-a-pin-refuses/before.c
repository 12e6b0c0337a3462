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
	got = get_user_pages(addr, 1, FOLL_TOUCH | FOLL_WRITE | FOLL_GET, &page, NULL);
	up_read(&current->mm->mmap_sem);
	if (got != 1)
		return -EFAULT;
	reed_run(dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE));
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}

int reed_record(struct device *dev, unsigned long addr, int direction)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, direction == DMA_FROM_DEVICE, &page) != 1)
		return -EFAULT;
	reed_run(dma_map_page(dev, page, 0, PAGE_SIZE, direction));
	if (direction == DMA_FROM_DEVICE)
		set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
