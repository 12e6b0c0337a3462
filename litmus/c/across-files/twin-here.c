// SPDX-License-Identifier: MIT
/*
 * about: The file for another system defines the same functions; only one of the two is ever linked.
 * source: invented; drivers that serve several systems have such files
 * status: active
 * with: twin-there.c twin-caller.c twin.h
 * expect: none
 */
#include <linux/mm.h>
#include "twin.h"

struct outside {
	struct page **pages;
	int count;
};

void outside_delete(struct outside *o)
{
	int i;

	for (i = 0; i < o->count; i++)
		put_page(o->pages[i]);
	twin_free(o->pages);
	kfree(o);
}

struct outside *good_outside_create(unsigned long addr, int want)
{
	struct outside *o = kzalloc(sizeof(*o), GFP_KERNEL);

	if (!o)
		return NULL;
	o->pages = vmalloc(want * sizeof(*o->pages));
	if (!o->pages) {
		kfree(o);
		return NULL;
	}
	o->count = get_user_pages_unlocked(addr, want, o->pages, 0);
	if (o->count < want) {
		outside_delete(o);
		return NULL;
	}
	return o;
}
