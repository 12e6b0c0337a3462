// SPDX-License-Identifier: MIT
/*
 * about: A user-given length becomes an int number of pages without a limit.
 * source: drivers/infiniband/hw/qib/qib_user_sdma.c (v5.9): count kept in int
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct chest;

int chest_pack(struct chest *c, struct page **pages, int n);

int bad_int_count(struct chest *c, unsigned long addr, size_t len)
{
	int want = (offset_in_page(addr) + len + PAGE_SIZE - 1) >> PAGE_SHIFT;
	struct page **pages = kmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n, ret = -EFAULT;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages); //~ PF505
	if (n == want)
		ret = chest_pack(c, pages, n);
	if (n > 0)
		unpin_user_pages(pages, n);
	kfree(pages);
	return ret;
}

int good_limited(struct chest *c, unsigned long addr, size_t len)
{
	struct page **pages;
	int want, n, ret = -EFAULT;

	if (len > SZ_1M)
		return -EINVAL;
	want = (offset_in_page(addr) + len + PAGE_SIZE - 1) >> PAGE_SHIFT;
	pages = kmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n == want)
		ret = chest_pack(c, pages, n);
	if (n > 0)
		unpin_user_pages(pages, n);
	kfree(pages);
	return ret;
}

static int pack_part(struct chest *c, unsigned long addr, size_t len)
{
	int want = (offset_in_page(addr) + len + PAGE_SIZE - 1) >> PAGE_SHIFT;
	struct page **pages = kmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n, ret = -EFAULT;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n == want)
		ret = chest_pack(c, pages, n);
	if (n > 0)
		unpin_user_pages(pages, n);
	kfree(pages);
	return ret;
}

struct part {
	unsigned long start;
	u64 length;
};

int good_caller_limits(struct chest *c, struct part *part)
{
	if (part->length > SZ_1G)
		return -EINVAL;
	return pack_part(c, part->start, part->length);
}
