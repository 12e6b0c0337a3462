// SPDX-License-Identifier: MIT
/*
 * part-of: acquire.c
 */
#include "parcel.h"
#include <linux/slab.h>

void parcel_drop(struct parcel *p)
{
	unpin_user_pages(p->pages, p->nr);
	kvfree(p->pages);
	kfree(p);
}

void crate_drop(struct crate *c)
{
	kvfree(c->pages);
	kfree(c);
}
