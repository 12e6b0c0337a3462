// SPDX-License-Identifier: MIT
/*
 * about: A tasklet of another file comes to the function that marks the pages, through what ends a message.
 * source: net/rds/rdma.c:rds_rdma_free_op (v5.9), mended by deferring the mark to process context
 * status: active
 * with: atomic-way-queue.c atomic-way.h
 */
#include "atomic-way.h"

int parcel_fill(struct parcel *p, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, p->pages);

	if (n <= 0)
		return -EFAULT;
	p->count = n;
	return 0;
}

void bad_parcel_free(struct parcel *p)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, true); //~ PF305 parcel_tick() is a tasklet
	p->count = 0;
}

/* Asks where it runs. */
void good_parcel_free_where_it_may(struct parcel *p)
{
	if (!in_task()) {
		p->later = true;
		return;
	}
	unpin_user_pages_dirty_lock(p->pages, p->count, true);
	p->count = 0;
}

/* Whoever comes here on the way from the tasklet holds a mutex: that way is never taken there. */
void good_parcel_free_under_mutex(struct parcel *p)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, true);
	p->count = 0;
}

/* Only a work item comes here. */
void good_parcel_free_in_work(struct parcel *p)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, true);
	p->count = 0;
}

/* The caller says whether to mark. */
void good_parcel_free_as_told(struct parcel *p, bool dirty)
{
	unpin_user_pages_dirty_lock(p->pages, p->count, dirty);
	p->count = 0;
}
