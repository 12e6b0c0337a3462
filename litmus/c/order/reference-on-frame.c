// SPDX-License-Identifier: MIT
/*
 * about: A page found by its frame in the mapping of a device gets a reference, whether or not it has one.
 * source: KVM: do not allow mapping valid but non-reference-counted pages (f8be156be163, v5.13)
 * status: active
 */
#include <linux/mm.h>

struct glass;

int glass_keep(struct glass *g, struct page *page);

int bad_direct(struct glass *g, struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long pfn;
	struct page *page;
	int ret = follow_pfn(vma, addr, &pfn);

	if (ret)
		return ret;
	page = pfn_to_page(pfn);
	get_page(page); //~ PF604 follow_pfn
	return glass_keep(g, page);
}

static void glass_grab(unsigned long pfn)
{
	if (!PageReserved(pfn_to_page(pfn)))
		get_page(pfn_to_page(pfn));
}

int bad_through_helper(struct vm_area_struct *vma, unsigned long addr, unsigned long *out)
{
	unsigned long pfn;
	int ret = follow_pfn(vma, addr, &pfn);

	if (ret)
		return ret;
	glass_grab(pfn); //~ PF604 glass_grab
	*out = pfn;
	return 0;
}

static bool glass_try(unsigned long pfn)
{
	return get_page_unless_zero(pfn_to_page(pfn));
}

int good_asks(struct vm_area_struct *vma, unsigned long addr, unsigned long *out)
{
	unsigned long pfn;
	int ret = follow_pfn(vma, addr, &pfn);

	if (ret)
		return ret;
	if (!glass_try(pfn))
		return -EFAULT;
	*out = pfn;
	return 0;
}

/* Keeps the number only. */
int good_number(struct vm_area_struct *vma, unsigned long addr, unsigned long *out)
{
	return follow_pfn(vma, addr, out);
}

/* A reference that the call itself gives can be added to. */
int good_referenced(struct glass *g, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	get_page(page);
	ret = glass_keep(g, page);
	if (ret)
		put_page(page);
	put_page(page);
	return ret;
}
