// Wrong: the pages leak when the wait for the plotter is interrupted, and when it is offline.
// SPDX-License-Identifier: MIT
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#define PLOTTER_MAX_PAGES 64

struct plotter {
	struct device *dev;
	struct mutex lock;
	bool online;
};

int plotter_send(struct plotter *p, struct sg_table *sgt);

static int plotter_draw(struct plotter *p, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(p->dev, sgt, DMA_TO_DEVICE, 0);
	if (ret)
		return ret;
	ret = plotter_send(p, sgt);
	dma_unmap_sgtable(p->dev, sgt, DMA_TO_DEVICE, 0);
	return ret;
}

static ssize_t plotter_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct plotter *p = file->private_data;
	unsigned long addr = (unsigned long)buf;
	unsigned long offset = offset_in_page(addr);
	struct page **pages;
	struct sg_table sgt;
	ssize_t ret;
	int want, n;

	if (!len || len > (PLOTTER_MAX_PAGES - 1) * PAGE_SIZE)
		return -EINVAL;
	want = DIV_ROUND_UP(offset + len, PAGE_SIZE);
	pages = kmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;

	n = pin_user_pages_fast(addr & PAGE_MASK, want, 0, pages);
	if (n < 0) {
		ret = n;
		goto free_array;
	}
	if (n < want) {
		ret = -EFAULT;
		goto unpin;
	}

	/* A signal here leaves by the wrong label. */
	if (mutex_lock_interruptible(&p->lock)) {
		ret = -ERESTARTSYS;
		goto free_array;
	}
	/* And this return knows nothing of the pages. */
	if (!p->online) {
		mutex_unlock(&p->lock);
		kfree(pages);
		return -ENODEV;
	}

	ret = sg_alloc_table_from_pages(&sgt, pages, n, offset, len, GFP_KERNEL);
	if (!ret) {
		ret = plotter_draw(p, &sgt);
		sg_free_table(&sgt);
	}
	mutex_unlock(&p->lock);
	if (!ret)
		ret = len;
unpin:
	unpin_user_pages(pages, n);
free_array:
	kfree(pages);
	return ret;
}

static const struct file_operations plotter_fops = {
	.write = plotter_write,
};
