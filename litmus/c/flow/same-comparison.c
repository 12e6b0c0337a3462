// SPDX-License-Identifier: MIT
/*
 * about: What a loop has compared to its end is still so behind it: the test made again goes the same way, until one of the two
 *        numbers changes.
 * source: invented; loops that take pages until there are enough, and then ask whether there are, have the shape
 * status: active
 */
#include <linux/mm.h>

struct area {
	struct page **pages;
	int count;
};

static int area_fill(struct area *area, unsigned long addr, int wanted)
{
	int rc = 0;

	for (area->count = 0; area->count < wanted; area->count += rc) {
		rc = pin_user_pages_fast(addr + area->count * PAGE_SIZE, wanted - area->count,
					 FOLL_WRITE | FOLL_LONGTERM, area->pages + area->count);
		if (rc <= 0)
			break;
	}
	if (area->count < wanted) {
		if (rc == 0)
			rc = -EFAULT;
		goto release;
	}
	return 0;
release:
	unpin_user_pages(area->pages, area->count);
	area->count = 0;
	return rc;
}

int good_area_take(struct area *area, unsigned long addr, int wanted)
{
	return area_fill(area, addr, wanted);
}

void good_area_drop(struct area *area)
{
	unpin_user_pages_dirty_lock(area->pages, area->count, true);
	area->count = 0;
}

static int bad_area_fill(struct area *area, unsigned long addr, int wanted, int needed)
{
	int rc = 0;

	for (area->count = 0; area->count < wanted; area->count += rc) {
		rc = pin_user_pages_fast(addr + area->count * PAGE_SIZE, wanted - area->count,
					 FOLL_WRITE | FOLL_LONGTERM, area->pages + area->count);
		if (rc <= 0)
			break;
	}
	if (area->count < needed) {
		if (rc == 0)
			rc = -EFAULT;
		goto release;
	}
	return 0;
release:
	unpin_user_pages(area->pages, area->count);
	area->count = 0;
	return rc; //~ PF506 pin_user_pages_fast
}

int area_take_some(struct area *area, unsigned long addr, int wanted, int needed)
{
	return bad_area_fill(area, addr, wanted, needed);
}
