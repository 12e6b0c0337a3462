// SPDX-License-Identifier: MIT
/*
 * part-of: acquire.c
 */
#include <linux/mm.h>

struct parcel {
	struct page **pages;
	int nr;
};

struct crate {
	struct page **pages;
	int nr;
};

void parcel_drop(struct parcel *p);
void crate_drop(struct crate *c);
