// SPDX-License-Identifier: MIT
/*
 * about: An exchange puts the object that has the pages where others find it.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct watch {
	struct page *pages[4];
	int count;
};

int watch_begin(struct watch *w);

int good_exchanged(struct file *filp, unsigned long addr)
{
	struct watch *w = kzalloc(sizeof(*w), GFP_KERNEL);

	if (!w)
		return -ENOMEM;
	w->count = pin_user_pages_fast(addr, 4, FOLL_LONGTERM, w->pages);
	if (w->count != 4) {
		if (w->count > 0)
			unpin_user_pages(w->pages, w->count);
		kfree(w);
		return -EFAULT;
	}
	if (atomic_long_cmpxchg((atomic_long_t *)&filp->private_data, 0,
				(long)w) != 0) {
		unpin_user_pages(w->pages, 4);
		kfree(w);
		return -EINVAL;
	}
	return 0;
}

int bad_kept_by_nobody(struct file *filp, unsigned long addr)
{
	struct watch *w = kzalloc(sizeof(*w), GFP_KERNEL);

	if (!w)
		return -ENOMEM;
	w->count = pin_user_pages_fast(addr, 4, FOLL_LONGTERM, w->pages);
	if (w->count != 4) {
		if (w->count > 0)
			unpin_user_pages(w->pages, w->count);
		kfree(w);
		return -EFAULT;
	}
	if (atomic_read(&filp->f_count) != 1) {
		kfree(w);
		return -EINVAL; //~ PF101 not released
	}
	filp->private_data = w;
	return 0;
}

void watch_end(struct file *filp)
{
	struct watch *w = filp->private_data;

	unpin_user_pages(w->pages, w->count);
	kfree(w);
}
