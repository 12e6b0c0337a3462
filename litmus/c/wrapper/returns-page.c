// SPDX-License-Identifier: MIT
/*
 * about: The wrapper returns the page, or NULL.
 * source: arch/s390/kvm/interrupt.c:get_map_page (v6.12) is such a helper
 * status: active
 * sites: all
 */
#include <linux/mm.h>

static struct page *page_of(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=get releases=put_page@bad_two_pages,put_page@good_two_pages
		return NULL;
	return page;
}

int bad_two_pages(unsigned long a, unsigned long b, u32 *out)
{
	struct page *first, *second;

	first = page_of(a);
	if (!first)
		return -EFAULT;
	second = page_of(b);
	if (!second)
		return -EFAULT; //~ PF101 page_of
	*out = page_to_nid(first) ^ page_to_nid(second);
	put_page(second);
	put_page(first);
	return 0;
}

int good_two_pages(unsigned long a, unsigned long b, u32 *out)
{
	struct page *first, *second;

	first = page_of(a);
	if (!first)
		return -EFAULT;
	second = page_of(b);
	if (!second) {
		put_page(first);
		return -EFAULT;
	}
	*out = page_to_nid(first) ^ page_to_nid(second);
	put_page(second);
	put_page(first);
	return 0;
}
