// SPDX-License-Identifier: MIT
/*
 * about: Stored in the file's private data, released when the file is closed.
 * source: the usual shape of a character device; drivers/misc/genwqe, written anew
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/fs.h>
#include <linux/slab.h>

struct vault {
	struct page **pages;
	unsigned int nr;
};

static void vault_drop(struct vault *v)
{
	if (!v->pages)
		return;
	unpin_user_pages_dirty_lock(v->pages, v->nr, true);
	kvfree(v->pages);
	v->pages = NULL;
}

static long good_vault_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct vault *v = file->private_data;
	int n;

	if (v->pages)
		return -EBUSY;
	v->pages = kvcalloc(64, sizeof(*v->pages), GFP_KERNEL);
	if (!v->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(arg, 64, FOLL_WRITE | FOLL_LONGTERM, v->pages); //~ site kind=pin flags="FOLL_WRITE | FOLL_LONGTERM" lifetime=object releases=unpin_user_pages_dirty_lock@vault_drop dirties=unpin_user_pages_dirty_lock@vault_drop
	if (n <= 0) {
		kvfree(v->pages);
		v->pages = NULL;
		return n ? n : -EFAULT;
	}
	v->nr = n;
	return 0;
}

static int good_vault_close(struct inode *inode, struct file *file)
{
	struct vault *v = file->private_data;

	vault_drop(v);
	kfree(v);
	return 0;
}

static const struct file_operations vault_fops = {
	.unlocked_ioctl = good_vault_ioctl,
	.release = good_vault_close,
};
