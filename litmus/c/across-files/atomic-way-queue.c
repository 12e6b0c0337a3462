// SPDX-License-Identifier: MIT
/*
 * part-of: atomic-way.c
 */
#include "atomic-way.h"

static void parcel_end(struct parcel *p)
{
	if (p->count)
		bad_parcel_free(p);
	good_parcel_free_where_it_may(p);
	good_parcel_free_as_told(p, false);
}

static void parcel_end_slowly(struct parcel *p)
{
	mutex_lock(&p->lock);
	good_parcel_free_under_mutex(p);
	mutex_unlock(&p->lock);
}

static void parcel_tick(unsigned long data)
{
	struct parcel *p = (struct parcel *)data;

	parcel_end(p);
	parcel_end_slowly(p);
}

static void parcel_work(struct work_struct *work)
{
	good_parcel_free_in_work(container_of(work, struct parcel, work));
}

void parcel_init(struct parcel *p)
{
	mutex_init(&p->lock);
	tasklet_init(&p->tick, parcel_tick, (unsigned long)p);
	INIT_WORK(&p->work, parcel_work);
}
