// SPDX-License-Identifier: MIT
/*
 * about: Kept in an object, but a completion or the same call lets go: no long-term pin.
 * source: drivers/staging/kpc2000/kpc_dma/fileops.c (v5.9), written anew
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/dmaengine.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct conveyor {
	struct page *pages[32];
	int count;
	struct dma_async_tx_descriptor *tx;
};

int conveyor_wait(struct conveyor *c);

static void conveyor_put(struct conveyor *c)
{
	unpin_user_pages(c->pages, c->count);
	c->count = 0;
}

static void conveyor_transfer_complete(void *data)
{
	conveyor_put(data);
}

static long good_conveyor_submit(struct file *file, unsigned int cmd, unsigned long addr)
{
	struct conveyor *c = file->private_data;
	int n = pin_user_pages_fast(addr, 32, 0, c->pages);

	if (n <= 0)
		return -EFAULT;
	c->count = n;
	c->tx->callback = conveyor_transfer_complete;
	c->tx->callback_param = c;
	dmaengine_submit(c->tx);
	return 0;
}

static int conveyor_release(struct inode *inode, struct file *file)
{
	struct conveyor *c = file->private_data;

	if (c->count)
		conveyor_put(c);
	kfree(c);
	return 0;
}

static const struct file_operations conveyor_fops = {
	.unlocked_ioctl = good_conveyor_submit,
	.release = conveyor_release,
};
