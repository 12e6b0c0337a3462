// SPDX-License-Identifier: MIT
/*
 * about: Acquired in one file, released in another of the same driver.
 * source: io_uring and net/rds (v6.12) release in several files
 * status: active
 * sites: all
 * with: release.c parcel.h
 */
#include "parcel.h"

int good_parcel_fill(struct parcel *p, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, p->pages); //~ site kind=pin lifetime=object releases=unpin_user_pages@parcel_drop

	if (n <= 0)
		return -EFAULT;
	p->nr = n;
	return 0;
}

int bad_crate_fill(struct crate *c, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->pages); //~ PF103 pin_user_pages_fast
	//~^ site kind=pin lifetime=object releases=none

	if (n <= 0)
		return -EFAULT;
	c->nr = n;
	return 0;
}
