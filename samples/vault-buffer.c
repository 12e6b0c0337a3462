// Right: a long-term buffer. Pinned with FOLL_LONGTERM by one ioctl, released by another or when the file is closed.
// SPDX-License-Identifier: MIT
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#define VAULT_MAP _IO('v', 1)
#define VAULT_UNMAP _IO('v', 2)
#define VAULT_PAGES 256

struct vault_buffer {
	struct list_head node;
	unsigned long addr;
	struct page **pages;
	unsigned int npages;
	struct sg_table sgt;
};

struct vault {
	struct device *dev;
	struct mutex lock;
	struct list_head buffers;
};

static int vault_pin(struct vault_buffer *buf)
{
	int n;

	n = pin_user_pages_fast(buf->addr, VAULT_PAGES, FOLL_WRITE | FOLL_LONGTERM, buf->pages);
	if (n == VAULT_PAGES) {
		buf->npages = n;
		return 0;
	}
	if (n > 0)
		unpin_user_pages(buf->pages, n);
	return n < 0 ? n : -EFAULT;
}

static void vault_buffer_free(struct vault *vault, struct vault_buffer *buf)
{
	dma_unmap_sgtable(vault->dev, &buf->sgt, DMA_BIDIRECTIONAL, 0);
	sg_free_table(&buf->sgt);
	unpin_user_pages_dirty_lock(buf->pages, buf->npages, true);
	kvfree(buf->pages);
	kfree(buf);
}

static int vault_map(struct vault *vault, unsigned long addr)
{
	struct vault_buffer *buf;
	int ret = -ENOMEM;

	buf = kzalloc(sizeof(*buf), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	buf->addr = addr & PAGE_MASK;
	buf->pages = kvcalloc(VAULT_PAGES, sizeof(*buf->pages), GFP_KERNEL);
	if (!buf->pages)
		goto free_buffer;
	ret = vault_pin(buf);
	if (ret)
		goto free_array;
	ret = sg_alloc_table_from_pages(&buf->sgt, buf->pages, buf->npages, 0,
					(size_t)buf->npages << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(vault->dev, &buf->sgt, DMA_BIDIRECTIONAL, 0);
	if (ret)
		goto free_table;
	mutex_lock(&vault->lock);
	list_add(&buf->node, &vault->buffers);
	mutex_unlock(&vault->lock);
	return 0;

free_table:
	sg_free_table(&buf->sgt);
unpin:
	unpin_user_pages(buf->pages, buf->npages);
free_array:
	kvfree(buf->pages);
free_buffer:
	kfree(buf);
	return ret;
}

static int vault_unmap(struct vault *vault, unsigned long addr)
{
	struct vault_buffer *buf, *next;
	int ret = -ENOENT;

	mutex_lock(&vault->lock);
	list_for_each_entry_safe(buf, next, &vault->buffers, node) {
		if (buf->addr != addr)
			continue;
		list_del(&buf->node);
		vault_buffer_free(vault, buf);
		ret = 0;
		break;
	}
	mutex_unlock(&vault->lock);
	return ret;
}

static long vault_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct vault *vault = file->private_data;

	switch (cmd) {
	case VAULT_MAP:
		return vault_map(vault, arg);
	case VAULT_UNMAP:
		return vault_unmap(vault, arg);
	default:
		return -ENOTTY;
	}
}

static int vault_release(struct inode *inode, struct file *file)
{
	struct vault *vault = file->private_data;
	struct vault_buffer *buf, *next;

	list_for_each_entry_safe(buf, next, &vault->buffers, node) {
		list_del(&buf->node);
		vault_buffer_free(vault, buf);
	}
	kfree(vault);
	return 0;
}

static const struct file_operations vault_fops = {
	.unlocked_ioctl = vault_ioctl,
	.release = vault_release,
};
