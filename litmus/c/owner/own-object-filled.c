// SPDX-License-Identifier: MIT
/*
 * about: A function fills an object of its caller with pages, and the caller, who made it, frees it with the pages in it.
 * source: drivers/infiniband/hw/hfi1/user_exp_rcv.c:hfi1_user_exp_rcv_setup (v5.9), out-of-tree DMA drivers
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct tid_buf {
	struct list_head entry;
	struct page **pages;
	int nr;
};

static int pin_into(struct tid_buf *t, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages);
	if (got < n) {
		if (got > 0)
			unpin_user_pages(pages, got);
		kfree(pages);
		return -EFAULT;
	}
	t->pages = pages;
	t->nr = n;
	return 0;
}

int bad_setup(struct device_data *dd, unsigned long addr, int n)
{
	struct tid_buf *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int ret;

	if (!t)
		return -ENOMEM;
	ret = pin_into(t, addr, n);
	if (ret)
		goto out;
	if (n > dd->limit) {
		ret = -ENOSPC;
		goto out_pages;
	}
	program(dd, t->pages, t->nr);
	unpin_user_pages_dirty_lock(t->pages, t->nr, true);
out_pages:
	kfree(t->pages);
out:
	kfree(t);
	return ret; //~ PF101 pin_into
}

int good_setup(struct device_data *dd, unsigned long addr, int n)
{
	struct tid_buf *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int ret;

	if (!t)
		return -ENOMEM;
	ret = pin_into(t, addr, n);
	if (ret)
		goto out;
	if (n > dd->limit)
		ret = -ENOSPC;
	else
		program(dd, t->pages, t->nr);
	unpin_user_pages_dirty_lock(t->pages, t->nr, true);
	kfree(t->pages);
out:
	kfree(t);
	return ret;
}

static void remember(struct device_data *dd, struct tid_buf *t)
{
	spin_lock(&dd->lock);
	list_add(&t->entry, &dd->all);
	spin_unlock(&dd->lock);
}

int good_kept_in_list(struct device_data *dd, unsigned long addr, int n)
{
	struct tid_buf *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int ret;

	if (!t)
		return -ENOMEM;
	ret = pin_into(t, addr, n);
	if (ret) {
		kfree(t);
		return ret;
	}
	remember(dd, t);
	return 0;
}
