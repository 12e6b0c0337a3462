// SPDX-License-Identifier: MIT
/*
 * about: Each node of a list keeps a page array; the free loop releases, or only frees.
 * source: lists of regions as in drivers/vhost/vdpa.c and out-of-tree DMA drivers
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/list.h>
#include <linux/slab.h>

struct lax_region {
	struct list_head node;
	struct page **pages;
	int nr;
};

struct region {
	struct list_head node;
	struct page **pages;
	int nr;
};

int bad_lax_add(struct list_head *regions, unsigned long addr, int want)
{
	struct lax_region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->pages = kvcalloc(want, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		goto free;
	r->nr = pin_user_pages_fast(addr, want, FOLL_LONGTERM, r->pages); //~ PF103 pin_user_pages_fast
	//~^ site kind=pin releases=none
	if (r->nr <= 0)
		goto free_array;
	list_add(&r->node, regions);
	return 0;

free_array:
	kvfree(r->pages);
free:
	kfree(r);
	return -ENOMEM;
}

void lax_drop_all(struct list_head *regions)
{
	struct lax_region *r, *next;

	list_for_each_entry_safe(r, next, regions, node) {
		list_del(&r->node);
		kvfree(r->pages);
		kfree(r);
	}
}

int good_region_add(struct list_head *regions, unsigned long addr, int want)
{
	struct region *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->pages = kvcalloc(want, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		goto free;
	r->nr = pin_user_pages_fast(addr, want, FOLL_LONGTERM, r->pages); //~ site kind=pin releases=unpin_user_pages@region_drop_all
	if (r->nr <= 0)
		goto free_array;
	list_add(&r->node, regions);
	return 0;

free_array:
	kvfree(r->pages);
free:
	kfree(r);
	return -ENOMEM;
}

void region_drop_all(struct list_head *regions)
{
	struct region *r, *next;

	list_for_each_entry_safe(r, next, regions, node) {
		list_del(&r->node);
		unpin_user_pages(r->pages, r->nr);
		kvfree(r->pages);
		kfree(r);
	}
}
