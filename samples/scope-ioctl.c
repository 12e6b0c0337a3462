// Right: a short transfer. Pinned, mapped, waited for, unmapped, marked dirty and released in the same ioctl.
// SPDX-License-Identifier: MIT
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SCOPE_MAX_BYTES (4UL << 20)
#define SCOPE_CAPTURE _IOW('s', 1, struct scope_capture)

struct scope_capture {
	__u64 addr;
	__u64 len;
};

struct scope {
	struct device *dev;
	struct mutex lock;
	struct completion done;
	void __iomem *regs;
};

void scope_start(struct scope *scope, struct sg_table *sgt);
void scope_stop(struct scope *scope);

static int scope_run(struct scope *scope, struct sg_table *sgt)
{
	int ret;

	ret = dma_map_sgtable(scope->dev, sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		return ret;
	reinit_completion(&scope->done);
	scope_start(scope, sgt);
	ret = wait_for_completion_interruptible(&scope->done);
	if (ret)
		scope_stop(scope);
	dma_unmap_sgtable(scope->dev, sgt, DMA_FROM_DEVICE, 0);
	return ret;
}

static int scope_capture(struct scope *scope, const struct scope_capture *req)
{
	unsigned long first = req->addr & PAGE_MASK;
	unsigned long offset = offset_in_page(req->addr);
	struct sg_table sgt;
	struct page **pages;
	int want, pinned, ret;

	if (!req->len || req->len > SCOPE_MAX_BYTES)
		return -EINVAL;
	want = DIV_ROUND_UP(offset + req->len, PAGE_SIZE);
	pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;

	pinned = pin_user_pages_fast(first, want, FOLL_WRITE, pages);
	if (pinned < 0) {
		ret = pinned;
		goto free_array;
	}
	if (pinned < want) {
		ret = -EFAULT;
		goto unpin;
	}
	ret = sg_alloc_table_from_pages(&sgt, pages, pinned, offset, req->len, GFP_KERNEL);
	if (ret)
		goto unpin;

	ret = mutex_lock_interruptible(&scope->lock);
	if (!ret) {
		ret = scope_run(scope, &sgt);
		mutex_unlock(&scope->lock);
	}
	sg_free_table(&sgt);
unpin:
	unpin_user_pages_dirty_lock(pages, pinned, true);
free_array:
	kvfree(pages);
	return ret;
}

static long scope_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct scope *scope = file->private_data;
	struct scope_capture req;

	if (cmd != SCOPE_CAPTURE)
		return -ENOTTY;
	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	return scope_capture(scope, &req);
}

static const struct file_operations scope_fops = {
	.unlocked_ioctl = scope_ioctl,
};
