// SPDX-License-Identifier: MIT
/*
 * about: no FOLL_LONGTERM, but what is kept ends only when the file is closed: case 2, also where an error exit lets go at once
 * source: invented; the shape of a buffer that one ioctl registers and release() drops
 * status: active
 * sites: all
 */

#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct meadow {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
};

static void good_meadow_drop(struct meadow *m)
{
	if (!m->page)
		return;
	unpin_user_pages_dirty_lock(&m->page, 1, true);
	m->page = NULL;
}

static long bad_meadow_set(struct meadow *m, unsigned long addr)
{
	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &m->page) != 1) //~ PF402 FOLL_LONGTERM
		//~^ site kind=pin case=2 access=dev-write lifetime=object
		return -EFAULT;
	m->dma = dma_map_page(m->dev, m->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(m->dev, m->dma)) {
		good_meadow_drop(m);
		return -EIO;
	}
	return 0;
}

static long good_meadow_once(struct meadow *m, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ site kind=pin case=1 access=dev-write lifetime=call
		return -EFAULT;
	dma = dma_map_page(m->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(m->dev, dma)) {
		unpin_user_page(page);
		return -EIO;
	}
	meadow_transfer(m, dma);
	dma_unmap_page(m->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

static long meadow_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct meadow *m = file->private_data;

	return cmd ? bad_meadow_set(m, arg) : good_meadow_once(m, arg);
}

static int meadow_release(struct inode *inode, struct file *file)
{
	struct meadow *m = file->private_data;

	good_meadow_drop(m);
	kfree(m);
	return 0;
}

static const struct file_operations meadow_fops = {
	.unlocked_ioctl = meadow_ioctl,
	.release = meadow_release,
};
