// SPDX-License-Identifier: MIT
/*
 * about: The function that puts each page into an object lets go of it where it fails; what it keeps stays until close.
 * source: drivers/infiniband/hw/qib/qib_user_sdma.c:qib_user_sdma_pin_pages (v5.0), mended by FOLL_LONGTERM in v5.2
 * status: active
 */
#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/dma-mapping.h>

struct rack {
	struct device *dev;
	struct page *slot[16];
	dma_addr_t at[16];
	int used;
};

static int rack_put(struct rack *r, struct page *page)
{
	dma_addr_t at = dma_map_page(r->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);

	if (dma_mapping_error(r->dev, at)) {
		unpin_user_page(page);
		return -ENOMEM;
	}
	r->slot[r->used] = page;
	r->at[r->used++] = at;
	return 0;
}

static int bad_fill(struct rack *r, unsigned long addr)
{
	struct page *page;

	if (r->used == 16)
		return -ENOSPC;
	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF402
		return -EFAULT;
	return rack_put(r, page);
}

static int good_fill(struct rack *r, unsigned long addr)
{
	struct page *page;

	if (r->used == 16)
		return -ENOSPC;
	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1)
		return -EFAULT;
	return rack_put(r, page);
}

static long rack_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return cmd ? bad_fill(file->private_data, arg) : good_fill(file->private_data, arg);
}

static int rack_release(struct inode *inode, struct file *file)
{
	struct rack *r = file->private_data;

	while (r->used > 0) {
		r->used--;
		dma_unmap_page(r->dev, r->at[r->used], PAGE_SIZE, DMA_TO_DEVICE);
		unpin_user_page(r->slot[r->used]);
	}
	return 0;
}

static const struct file_operations rack_fops = {
	.unlocked_ioctl = rack_ioctl,
	.release = rack_release,
};
