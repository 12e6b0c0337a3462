// SPDX-License-Identifier: MIT
/*
 * about: Mapped by one ioctl, unmapped by another: a long-term pin.
 * source: drivers/misc/habanalabs/common/memory.c:get_user_memory (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct grip {
	struct page *pages[32];
	int count;
};

static int bad_grip_map(struct grip *g, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 32, FOLL_WRITE, g->pages); //~ PF402

	if (n <= 0)
		return -EFAULT;
	g->count = n;
	return 0;
}

static int good_grip_map(struct grip *g, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 32, FOLL_WRITE | FOLL_LONGTERM, g->pages);

	if (n <= 0)
		return -EFAULT;
	g->count = n;
	return 0;
}

static void grip_unmap(struct grip *g)
{
	unpin_user_pages_dirty_lock(g->pages, g->count, true);
	g->count = 0;
}

static long grip_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct grip *g = file->private_data;

	switch (cmd) {
	case 1:
		return g->count ? -EBUSY : bad_grip_map(g, arg);
	case 2:
		return g->count ? -EBUSY : good_grip_map(g, arg);
	case 3:
		grip_unmap(g);
		return 0;
	}
	return -ENOTTY;
}

static int grip_release(struct inode *inode, struct file *file)
{
	struct grip *g = file->private_data;

	grip_unmap(g);
	kfree(g);
	return 0;
}

static const struct file_operations grip_fops = {
	.unlocked_ioctl = grip_ioctl,
	.release = grip_release,
};
