// SPDX-License-Identifier: MIT
/*
 * part-of: atomic-way.c
 */
#include <linux/interrupt.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct parcel {
	struct page *pages[8];
	int count;
	bool later;
	struct mutex lock;
	struct tasklet_struct tick;
	struct work_struct work;
};

void bad_parcel_free(struct parcel *p);
void good_parcel_free_where_it_may(struct parcel *p);
void good_parcel_free_under_mutex(struct parcel *p);
void good_parcel_free_in_work(struct parcel *p);
void good_parcel_free_as_told(struct parcel *p, bool dirty);
