// SPDX-License-Identifier: MIT
/*
 * about: The pages are marked in a tasklet, or by a helper that is called under a lock.
 * source: net/rds (v6.1) from a completion; drivers/infiniband/hw/usnic (v6.12) calls its helper with dirty off
 * status: active
 */
#include <linux/mm.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct press {
	struct tasklet_struct tasklet;
	spinlock_t lock;
	struct page *pages[8];
	int count;
};

static void bad_press_put(struct press *p)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, true); //~ PF305 tasklet
	p->count = 0;
}

static void press_run(struct tasklet_struct *t)
{
	struct press *p = from_tasklet(p, t, tasklet);

	bad_press_put(p);
}

static void press_drop(struct press *p, bool dirty)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, dirty);
	p->count = 0;
}

static void press_unlock_and_put(struct press *p)
{
	spin_unlock(&p->lock);
	set_page_dirty_lock(p->pages[0]);
	spin_lock(&p->lock);
}

int good_press_fill(struct press *p, unsigned long addr)
{
	int n;

	tasklet_setup(&p->tasklet, press_run);
	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, p->pages);
	if (n <= 0)
		return -EFAULT;
	p->count = n;
	return 0;
}

void good_nothing_marked(struct press *p)
{
	spin_lock(&p->lock);
	press_drop(p, false);
	spin_unlock(&p->lock);
}

void good_callee_drops_lock(struct press *p)
{
	spin_lock(&p->lock);
	press_unlock_and_put(p);
	spin_unlock(&p->lock);
	press_drop(p, true);
}
