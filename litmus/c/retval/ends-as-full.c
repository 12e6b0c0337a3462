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

struct guest_pages {
	struct page **pages;
	int nr;
};

struct guest_memory {
	struct guest_pages *info;
	unsigned int size;
};

/* The object that is told the number becomes known to others only afterwards, and others go by the size. */
int bad_number_in_new_object(struct guest_memory *mem, unsigned long addr, unsigned int size)
{
	struct guest_pages *info;
	int nr_pages = (size - 1) / PAGE_SIZE + 1;
	int got;

	info = kmalloc(sizeof(*info), GFP_KERNEL);
	if (!info)
		return -ENOMEM;
	info->pages = kcalloc(nr_pages, sizeof(*info->pages), GFP_KERNEL);
	if (!info->pages)
		goto free_info;
	got = pin_user_pages_fast(addr, nr_pages, FOLL_LONGTERM, info->pages); //~ PF502 ends as if it had all
	if (got < 0)
		goto free_pages;
	info->nr = got;
	mem->size = size;
	mem->info = info;
	return 0;
free_pages:
	kfree(info->pages);
free_info:
	kfree(info);
	return -EFAULT;
}

int good_size_of_what_is_there(struct guest_memory *mem, unsigned long addr, unsigned int size)
{
	struct guest_pages *info;
	int nr_pages = (size - 1) / PAGE_SIZE + 1;
	int got;

	info = kmalloc(sizeof(*info), GFP_KERNEL);
	if (!info)
		return -ENOMEM;
	info->pages = kcalloc(nr_pages, sizeof(*info->pages), GFP_KERNEL);
	if (!info->pages)
		goto free_info;
	got = pin_user_pages_fast(addr, nr_pages, FOLL_LONGTERM, info->pages);
	if (got < 0)
		goto free_pages;
	info->nr = got;
	mem->size = got * PAGE_SIZE;
	mem->info = info;
	return 0;
free_pages:
	kfree(info->pages);
free_info:
	kfree(info);
	return -EFAULT;
}

void guest_memory_end(struct guest_memory *mem)
{
	unpin_user_pages(mem->info->pages, mem->info->nr);
	kfree(mem->info->pages);
	kfree(mem->info);
}
