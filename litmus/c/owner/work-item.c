// SPDX-License-Identifier: MIT
/*
 * about: A work item releases what the ioctl took.
 * source: net/rds releases in a work item since the fix of C17
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/workqueue.h>
#include <linux/slab.h>

struct errand {
	struct work_struct work;
	struct page *pages[4];
	int nr;
};

static void errand_run(struct work_struct *work)
{
	struct errand *e = container_of(work, struct errand, work);

	unpin_user_pages_dirty_lock(e->pages, e->nr, true);
	kfree(e);
}

int good_errand_queue(unsigned long addr)
{
	struct errand *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return -ENOMEM;
	e->nr = pin_user_pages_fast(addr, 4, FOLL_WRITE, e->pages); //~ site kind=pin releases=unpin_user_pages_dirty_lock@errand_run
	if (e->nr <= 0) {
		kfree(e);
		return -EFAULT;
	}
	INIT_WORK(&e->work, errand_run);
	schedule_work(&e->work);
	return 0;
}
