// SPDX-License-Identifier: MIT
/*
 * about: A page that is marked dirty and let go; where the page is no variable, or the code must not sleep, two calls stay.
 * source: drivers/vhost/vhost.c and arch/powerpc/mm/book3s64/iommu_api.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: bell_ring convert
 * site: bell_hold convert
 */
#include <linux/mm.h>

int bell_ring(unsigned long addr, int bit)
{
	struct page *page;
	void *base;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	base = kmap_atomic(page);
	set_bit(bit, base);
	kunmap_atomic(base);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

struct bell {
	struct scatterlist sg;
	spinlock_t lock;
	struct page *page;
};

int bell_hold(struct device *dev, struct bell *b, unsigned long addr)
{
	struct page *pages[1];

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, pages) != 1)
		return -EFAULT;
	sg_set_page(&b->sg, pages[0], PAGE_SIZE, 0);
	dma_map_sg(dev, &b->sg, 1, DMA_FROM_DEVICE);
	return 0;
}

static void bell_end(struct device *dev, struct bell *b)
{
	dma_unmap_sg(dev, &b->sg, 1, DMA_FROM_DEVICE);
	set_page_dirty_lock(sg_page(&b->sg));
	unpin_user_page(sg_page(&b->sg));
}

static int bell_close(struct inode *inode, struct file *file)
{
	bell_end(NULL, file->private_data);
	return 0;
}

static const struct file_operations bell_fops = {
	.release = bell_close,
};
