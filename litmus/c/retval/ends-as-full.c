// SPDX-License-Identifier: MIT
/*
 * about: A function that is content with a part of the pages, and tells its callers of all of them.
 * source: drivers that only test the result for an error
 * status: active
 */
#include <linux/mm.h>

int bad_returns_request(unsigned long addr, int len, struct page ***out)
{
	int ret;

	*out = vmalloc(len * sizeof(**out));
	if (!*out)
		return -ENOMEM;
	ret = pin_user_pages_fast(addr, len, FOLL_LONGTERM, *out); //~ PF502 ends as if it had all
	if (ret < 0) {
		vfree(*out);
		return ret;
	}
	return len;
}

int good_returns_result(unsigned long addr, int len, struct page ***out)
{
	int ret;

	*out = vmalloc(len * sizeof(**out));
	if (!*out)
		return -ENOMEM;
	ret = pin_user_pages_fast(addr, len, FOLL_LONGTERM, *out);
	if (ret < 0) {
		vfree(*out);
		return ret;
	}
	return ret;
}

int bad_only_prints(unsigned long addr, int len, struct page ***out)
{
	int result;

	*out = vmalloc(len * sizeof(**out));
	if (!*out)
		return -ENOMEM;
	result = pin_user_pages_fast(addr, len, FOLL_LONGTERM, *out); //~ PF502 ends as if it had all
	if (result != len)
		printk(KERN_WARNING "obtained %d pages\n", result);
	return 0;
}

int good_tells_number(unsigned long addr, int len, struct page ***out, int *nr)
{
	int result;

	*out = vmalloc(len * sizeof(**out));
	if (!*out)
		return -ENOMEM;
	result = pin_user_pages_fast(addr, len, FOLL_LONGTERM, *out);
	if (result < 0) {
		vfree(*out);
		return result;
	}
	*nr = result;
	return 0;
}

struct area {
	struct page **pages;
	int nr;
	size_t size;
};

int bad_keeps_length(struct area *area, unsigned long addr, size_t size)
{
	unsigned int want = size >> PAGE_SHIFT;
	int got;

	area->pages = kcalloc(want, sizeof(*area->pages), GFP_KERNEL);
	if (!area->pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, area->pages); //~ PF502 ends as if it had all
	if (got < 0) {
		kfree(area->pages);
		return got;
	}
	area->nr = got;
	area->size = size;
	return 0;
}

void area_free(struct area *area)
{
	unpin_user_pages(area->pages, area->nr);
	kfree(area->pages);
}
