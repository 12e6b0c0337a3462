// SPDX-License-Identifier: MIT
/*
 * about: Pages go into an array that a pointer into a new object names; the object is returned.
 * source: drivers/infiniband/sw/siw/siw_mem.c (v5.9) fills its chunks so
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct shelf {
	struct page **row[4];
	int nr;
};

void good_shelf_free(struct shelf *s)
{
	int i;

	for (i = 0; i < 4; i++)
		if (s->row[i])
			unpin_user_pages(s->row[i], s->nr);
	kfree(s);
}

struct shelf *good_shelf(unsigned long addr, int want)
{
	struct shelf *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int i, rv = 0;

	if (!s)
		return ERR_PTR(-ENOMEM);
	s->nr = want;
	for (i = 0; i < 4; i++) {
		struct page **row;

		s->row[i] = kcalloc(want, sizeof(struct page *), GFP_KERNEL);
		if (!s->row[i]) {
			rv = -ENOMEM;
			goto out;
		}
		row = &s->row[i][0];
		rv = pin_user_pages_fast(addr, want, FOLL_LONGTERM | FOLL_WRITE, row);
		if (rv < 0)
			goto out;
	}
out:
	if (rv > 0)
		return s;
	good_shelf_free(s);
	return ERR_PTR(rv);
}
