// SPDX-License-Identifier: MIT
/*
 * about: A function fails, frees the array with the pages in it, and its caller frees the object: one loss, told once.
 * source: the shape of a driver that describes user memory in a table of its own, in two steps
 * status: active
 */
#include <linux/mm.h>

struct area {
	struct page **pages;
	struct sg_table *table;
};

static int fill(struct area *area, unsigned long addr, int count)
{
	int ret;

	area->pages = vzalloc(count * sizeof(*area->pages));
	if (!area->pages)
		return -ENOMEM;
	ret = pin_user_pages_fast(addr, count, FOLL_WRITE | FOLL_LONGTERM,
				  area->pages);
	if (ret != count) {
		if (ret > 0)
			unpin_user_pages(area->pages, ret);
		ret = -EINVAL;
		goto done;
	}
	ret = 0;
	area->table = table_of(count);
	if (!area->table)
		ret = -ENOMEM;
done:
	if (ret) {
		vfree(area->pages);
		area->pages = NULL;
	}
	return ret; //~ PF101 fails with the pages
}

int make_area(struct area **made, unsigned long addr, int count)
{
	struct area *area;
	int ret;

	area = kzalloc(sizeof(*area), GFP_KERNEL);
	if (!area)
		return -ENOMEM;
	ret = fill(area, addr, count);
	if (ret) {
		kfree(area);
		return ret;
	}
	*made = area;
	return 0;
}

void end_area(struct area *area)
{
	unpin_user_pages_dirty_lock(area->pages, area->table->nents, true);
	vfree(area->pages);
	kfree(area);
}
