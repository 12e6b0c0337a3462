// SPDX-License-Identifier: MIT
/*
 * about: The sleeping release is called under a spinlock.
 * source: jeremytrimble/ezdma dirties under a lock; net/rds (v6.1) from a completion
 * status: active
 */
#include <linux/mm.h>
#include <linux/spinlock.h>

struct slot {
	spinlock_t lock;
	struct page *pages[4];
	int count;
	bool busy;
};

int slot_fill(struct slot *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_WRITE | FOLL_LONGTERM, s->pages);

	if (n <= 0)
		return -EFAULT;
	s->count = n;
	return 0;
}

void bad_under_spinlock(struct slot *s)
{
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);
	s->busy = false;
	unpin_user_pages_dirty_lock(s->pages, s->count, true); //~ PF305 unpin_user_pages_dirty_lock
	s->count = 0;
	spin_unlock_irqrestore(&s->lock, flags);
}

void good_after_spinlock(struct slot *s)
{
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);
	s->busy = false;
	spin_unlock_irqrestore(&s->lock, flags);
	unpin_user_pages_dirty_lock(s->pages, s->count, true);
	s->count = 0;
}
