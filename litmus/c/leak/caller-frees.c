// SPDX-License-Identifier: MIT
/*
 * about: A function fails with the page in the object of its caller, who then frees the object and not what is in it.
 * source: the shape of a driver that maps a page for write back after it has pinned it
 * status: active
 */
#include <linux/mm.h>

struct counter {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
};

static int bad_counter_map(struct counter *c, unsigned long addr)
{
	int rc;

	rc = pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &c->page);
	if (rc != 1)
		return -EFAULT;
	c->dma = dma_map_page(c->dev, c->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM; //~ PF101 fails with the pages
	return 0;
}

void counter_unmap(struct counter *c)
{
	dma_unmap_page(c->dev, c->dma, PAGE_SIZE, DMA_FROM_DEVICE);
	unpin_user_pages_dirty_lock(&c->page, 1, true);
}

struct counter *counter_alloc(struct device *dev, unsigned long addr)
{
	struct counter *c;
	int rc;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return ERR_PTR(-ENOMEM);
	c->dev = dev;
	c->page = NULL;
	rc = bad_counter_map(c, addr);
	if (rc)
		goto free_counter;
	return c;

free_counter:
	kfree(c);
	return ERR_PTR(rc);
}

static int good_counter_map(struct counter *c, unsigned long addr)
{
	int rc;

	rc = pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &c->page);
	if (rc != 1)
		return -EFAULT;
	c->dma = dma_map_page(c->dev, c->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	return 0;
}

struct counter *counter_alloc_and_clean(struct device *dev, unsigned long addr)
{
	struct counter *c;
	int rc;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return ERR_PTR(-ENOMEM);
	c->dev = dev;
	c->page = NULL;
	rc = good_counter_map(c, addr);
	if (rc)
		goto clean;
	return c;

clean:
	if (c->page)
		unpin_user_page(c->page);
	kfree(c);
	return ERR_PTR(rc);
}
