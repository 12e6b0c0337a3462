// SPDX-License-Identifier: MIT
/*
 * about: A failure frees the array of the object with the pages still in it; where it succeeds the table is kept, too.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct depot {
	struct page **pages;
	struct sg_table *table;
};

int bad_depot_fill(struct depot *depots, int slot, unsigned long addr, int want)
{
	struct depot *d = &depots[slot];
	struct sg_table *table;
	int ret = 0, n;

	d->pages = vzalloc(want * sizeof(*d->pages));
	if (!d->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, d->pages);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(d->pages, n);
		ret = -EFAULT;
		goto done;
	}
	table = vzalloc(sizeof(*table));
	if (!table) {
		ret = -ENOMEM;
		goto done;
	}
	d->table = table;
done:
	if (ret) {
		vfree(d->pages);
		d->pages = NULL;
	}
	return ret; //~ PF101 the array in the object is freed
}

int good_depot_fill(struct depot *d, unsigned long addr, int want)
{
	struct sg_table *table;
	int ret = 0, n;

	d->pages = vzalloc(want * sizeof(*d->pages));
	if (!d->pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, d->pages);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(d->pages, n);
		vfree(d->pages);
		return -EFAULT;
	}
	table = vzalloc(sizeof(*table));
	if (!table) {
		unpin_user_pages(d->pages, n);
		vfree(d->pages);
		return -ENOMEM;
	}
	ret = sg_alloc_table_from_pages(table, d->pages, n, 0, n * PAGE_SIZE,
					GFP_KERNEL);
	d->table = table;
	vfree(d->pages);
	return ret;
}

void depot_empty(struct depot *d)
{
	struct sg_page_iter iter;

	for_each_sg_page(d->table->sgl, &iter, d->table->nents, 0) {
		set_page_dirty_lock(sg_page_iter_page(&iter));
		unpin_user_page(sg_page_iter_page(&iter));
	}
	vfree(d->table);
}
