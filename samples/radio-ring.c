// Wrong: a ring the device writes for as long as the file is open, kept by plain references and never marked dirty.
// SPDX-License-Identifier: MIT
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>

#define RADIO_RING_PAGES 16
#define RADIO_SET_RING _IO('r', 1)

struct radio {
	struct device *dev;
	struct page *ring[RADIO_RING_PAGES];
	dma_addr_t dma[RADIO_RING_PAGES];
	int npages;
};

void radio_program(struct radio *r, int slot, dma_addr_t dma);
void radio_halt(struct radio *r);

static void radio_drop_ring(struct radio *r)
{
	int i;

	for (i = 0; i < r->npages; i++) {
		dma_unmap_page(r->dev, r->dma[i], PAGE_SIZE, DMA_FROM_DEVICE);
		put_page(r->ring[i]);
	}
	r->npages = 0;
}

static int radio_set_ring(struct radio *r, unsigned long addr)
{
	int i, n;

	if (r->npages)
		return -EBUSY;
	n = get_user_pages_fast(addr, RADIO_RING_PAGES, FOLL_WRITE, r->ring);
	if (n < 0)
		return n;
	for (i = 0; i < n; i++) {
		r->dma[i] = dma_map_page(r->dev, r->ring[i], 0, PAGE_SIZE, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, r->dma[i]))
			goto undo;
		radio_program(r, i, r->dma[i]);
	}
	r->npages = n;
	return n;

undo:
	radio_halt(r);
	r->npages = i;
	while (i < n)
		put_page(r->ring[i++]);
	radio_drop_ring(r);
	return -EIO;
}

static long radio_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd != RADIO_SET_RING)
		return -ENOTTY;
	return radio_set_ring(file->private_data, arg & PAGE_MASK);
}

static int radio_close(struct inode *inode, struct file *file)
{
	struct radio *r = file->private_data;

	radio_halt(r);
	radio_drop_ring(r);
	kfree(r);
	return 0;
}

static const struct file_operations radio_fops = {
	.unlocked_ioctl = radio_ioctl,
	.release = radio_close,
};
