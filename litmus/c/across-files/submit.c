// SPDX-License-Identifier: MIT
/*
 * about: A queue in another file refuses a request with its pages, and the caller goes on as if it had taken it.
 * source: aio handlers of out-of-tree DMA drivers: pages are let go by a callback that a refused request never sees
 * status: active
 * with: submit-queue.c submit.h
 */
#include <linux/slab.h>
#include "submit.h"

static int order_map(struct order *o, unsigned long addr)
{
	int n;

	o->pages = kcalloc(o->want, sizeof(struct page *), GFP_KERNEL);
	if (!o->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, o->want, FOLL_WRITE, o->pages);
	if (n != o->want) {
		if (n > 0)
			unpin_user_pages(o->pages, n);
		kfree(o->pages);
		return -EFAULT;
	}
	o->nr = n;
	return 0;
}

static void order_unmap(struct order *o)
{
	unpin_user_pages_dirty_lock(o->pages, o->nr, true);
	kfree(o->pages);
}

static void order_done(struct order *o)
{
	order_unmap(o);
	kfree(o);
}


/* The result of the queue is not looked at. */
int bad_order_ignored(struct queue *q, unsigned long addr, int want)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->want = want;
	o->done = order_done;
	ret = order_map(o, addr); //~| acquired here
	if (ret) {
		kfree(o);
		return ret;
	}
	ret = queue_push(q, o);
	return -EIOCBQUEUED; //~ PF101 queue_push() fails
}

/* It is, but only to pass it on. */
int bad_order_passed_on(struct queue *q, unsigned long addr, int want)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->want = want;
	o->done = order_done;
	ret = order_map(o, addr);
	if (ret) {
		kfree(o);
		return ret;
	}
	ret = queue_push(q, o);
	if (ret >= 0)
		ret = -EIOCBQUEUED;
	return ret; //~ PF101 queue_push() fails
}

int good_order(struct queue *q, unsigned long addr, int want)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->want = want;
	o->done = order_done;
	ret = order_map(o, addr);
	if (ret)
		goto out;
	ret = queue_push(q, o);
	if (ret < 0) {
		order_unmap(o);
		goto out;
	}
	return -EIOCBQUEUED;
out:
	kfree(o);
	return ret;
}

/* This queue calls back, whatever happens. */
int good_order_always_done(struct queue *q, unsigned long addr, int want)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->want = want;
	o->done = order_done;
	ret = order_map(o, addr);
	if (ret) {
		kfree(o);
		return ret;
	}
	queue_push_or_fail(q, o);
	return -EIOCBQUEUED;
}

/* The order is in a list before: whoever empties the list lets the pages go. */
int good_order_in_list(struct queue *q, unsigned long addr, int want)
{
	struct order *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->want = want;
	o->done = order_done;
	ret = order_map(o, addr);
	if (ret) {
		kfree(o);
		return ret;
	}
	list_add_tail(&o->node, &q->all);
	ret = queue_push(q, o);
	return ret;
}
