// SPDX-License-Identifier: MIT
/*
 * about: A test between the pin and the release returns without letting the pages go.
 * source: the shape behind drivers/platform/goldfish/goldfish_pipe.c:transfer_max_buffers (v4.19)
 * status: active
 */
#include <linux/mm.h>
#include <linux/mutex.h>

struct pump {
	struct mutex lock;
	void __iomem *regs;
};

int pump_transfer(struct pump *p, struct page **pages, int n);

int bad_return_on_signal(struct pump *p, unsigned long start)
{
	struct page *pages[8];
	int n, ret;

	n = pin_user_pages_fast(start, 8, 0, pages); //~ site kind=pin releases=unpin_user_pages@bad_return_on_signal
	//~|^ acquired here
	if (n <= 0)
		return n ? n : -EFAULT;
	if (mutex_lock_interruptible(&p->lock))
		return -ERESTARTSYS; //~ PF101 pin_user_pages_fast
	ret = pump_transfer(p, pages, n);
	mutex_unlock(&p->lock);
	unpin_user_pages(pages, n);
	return ret;
}

int good_release_on_signal(struct pump *p, unsigned long start)
{
	struct page *pages[8];
	int n, ret;

	n = pin_user_pages_fast(start, 8, 0, pages);
	if (n <= 0)
		return n ? n : -EFAULT;
	if (mutex_lock_interruptible(&p->lock)) {
		unpin_user_pages(pages, n);
		return -ERESTARTSYS;
	}
	ret = pump_transfer(p, pages, n);
	mutex_unlock(&p->lock);
	unpin_user_pages(pages, n);
	return ret;
}

int good_lock_first(struct pump *p, unsigned long start)
{
	struct page *pages[8];
	int n, ret;

	if (mutex_lock_interruptible(&p->lock))
		return -ERESTARTSYS;
	n = pin_user_pages_fast(start, 8, 0, pages);
	if (n > 0) {
		ret = pump_transfer(p, pages, n);
		unpin_user_pages(pages, n);
	} else {
		ret = n ? n : -EFAULT;
	}
	mutex_unlock(&p->lock);
	return ret;
}
