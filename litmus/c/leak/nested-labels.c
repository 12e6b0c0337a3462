// SPDX-License-Identifier: MIT
/*
 * about: A ladder of three labels; only the one in the middle is entered too low.
 * source: ladders as in drivers/rapidio/devices/rio_mport_cdev.c:rio_dma_transfer (v6.12)
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct request {
	void *cmd;
	void *reply;
};

int request_fire(struct request *rq, struct page **pages, long n);

int bad_middle_label(struct request *rq, unsigned long start)
{
	struct page *pages[4];
	long n;
	int ret;

	rq->cmd = kzalloc(64, GFP_KERNEL);
	if (!rq->cmd)
		return -ENOMEM;
	n = pin_user_pages_fast(start, 4, 0, pages);
	if (n != 4) {
		ret = n < 0 ? n : -EFAULT;
		goto err_pin;
	}
	rq->reply = kzalloc(64, GFP_KERNEL);
	if (!rq->reply) {
		ret = -ENOMEM;
		goto err_cmd;
	}
	ret = request_fire(rq, pages, n);
	kfree(rq->reply);
err_pin:
	if (n > 0)
		unpin_user_pages(pages, n);
err_cmd:
	kfree(rq->cmd);
	return ret; //~ PF101 pin_user_pages_fast
}

int good_middle_label(struct request *rq, unsigned long start)
{
	struct page *pages[4];
	long n;
	int ret;

	rq->cmd = kzalloc(64, GFP_KERNEL);
	if (!rq->cmd)
		return -ENOMEM;
	n = pin_user_pages_fast(start, 4, 0, pages);
	if (n != 4) {
		ret = n < 0 ? n : -EFAULT;
		goto err_pin;
	}
	rq->reply = kzalloc(64, GFP_KERNEL);
	if (!rq->reply) {
		ret = -ENOMEM;
		goto err_pin;
	}
	ret = request_fire(rq, pages, n);
	kfree(rq->reply);
err_pin:
	if (n > 0)
		unpin_user_pages(pages, n);
	kfree(rq->cmd);
	return ret;
}
