// SPDX-License-Identifier: MIT
/*
 * about: Another function marks what it releases from the same object; these pages never come to it.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct tray {
	struct device *dev;
	struct page **pages;
	int nr;
};

int tray_run(struct tray *t, dma_addr_t at);

int bad_at_once(struct tray *t, unsigned long addr)
{
	dma_addr_t at;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, t->pages) != 1)
		return -EFAULT;
	at = dma_map_page(t->dev, t->pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	ret = tray_run(t, at);
	dma_unmap_page(t->dev, at, PAGE_SIZE, DMA_FROM_DEVICE);
	unpin_user_pages(t->pages, 1); //~ PF301
	return ret;
}

int good_at_once(struct tray *t, unsigned long addr)
{
	dma_addr_t at;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, t->pages) != 1)
		return -EFAULT;
	at = dma_map_page(t->dev, t->pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	ret = tray_run(t, at);
	dma_unmap_page(t->dev, at, PAGE_SIZE, DMA_FROM_DEVICE);
	unpin_user_pages_dirty_lock(t->pages, 1, true);
	return ret;
}

int good_for_later(struct tray *t, unsigned long addr, int want)
{
	t->nr = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, t->pages);
	return t->nr > 0 ? 0 : -EFAULT;
}

void good_empty(struct tray *t)
{
	if (t->nr > 0)
		unpin_user_pages_dirty_lock(t->pages, t->nr, true);
	t->nr = 0;
}
