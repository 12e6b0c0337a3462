// Wrong: the result of the pin overwrites the count, so a negative errno is released as a number of pages.
// SPDX-License-Identifier: MIT
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define ENGINE_MAX_PAGES 32
#define ENGINE_HASH _IOW('h', 1, struct engine_hash)

struct engine_hash {
	__u64 addr;
	__u32 pages;
	__u8 digest[32];
};

struct engine {
	struct device *dev;
};

int engine_digest(struct engine *e, struct sg_table *sgt, u8 *digest);

static int engine_run(struct engine *e, struct page **pages, int n, u8 *digest)
{
	struct sg_table sgt;
	int ret;

	ret = sg_alloc_table_from_pages(&sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		return ret;
	ret = dma_map_sgtable(e->dev, &sgt, DMA_TO_DEVICE, 0);
	if (!ret) {
		ret = engine_digest(e, &sgt, digest);
		dma_unmap_sgtable(e->dev, &sgt, DMA_TO_DEVICE, 0);
	}
	sg_free_table(&sgt);
	return ret;
}

static int engine_hash(struct engine *e, struct engine_hash *req)
{
	struct page **pages;
	int nr = req->pages;
	int ret = 0;

	if (nr <= 0 || nr > ENGINE_MAX_PAGES)
		return -EINVAL;
	pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;

	nr = pin_user_pages_fast(req->addr, nr, 0, pages);
	if (nr != req->pages) {
		ret = -EFAULT;
		goto out;
	}
	ret = engine_run(e, pages, nr, req->digest);
out:
	unpin_user_pages(pages, nr);
	kfree(pages);
	return ret;
}

static long engine_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct engine *e = file->private_data;
	struct engine_hash req;
	int ret;

	if (cmd != ENGINE_HASH)
		return -ENOTTY;
	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	ret = engine_hash(e, &req);
	if (ret)
		return ret;
	return copy_to_user((void __user *)arg, &req, sizeof(req)) ? -EFAULT : 0;
}

static const struct file_operations engine_fops = {
	.unlocked_ioctl = engine_ioctl,
};
