// SPDX-License-Identifier: MIT
/*
 * about: The wrapper allocates the array too and hands both out through pointers.
 * source: io_uring/memmap.c:io_pin_pages (v6.12) returns the array; invented variant with out-parameters
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct quarry;

int quarry_dig(struct quarry *q, struct page **pages, int n);
int quarry_blast(struct quarry *q);

static int open_pages(unsigned long addr, int want, struct page ***out, int *count)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n <= 0) {
		kvfree(pages);
		return n ? n : -EFAULT;
	}
	*out = pages;
	*count = n;
	return 0;
}

static void close_pages(struct page **pages, int n)
{
	unpin_user_pages(pages, n);
	kvfree(pages);
}

int bad_blast_fails(struct quarry *q, unsigned long addr)
{
	struct page **pages;
	int n, ret;

	ret = open_pages(addr, 8, &pages, &n);
	if (ret)
		return ret;
	ret = quarry_blast(q);
	if (ret)
		return ret; //~ PF101 open_pages
	ret = quarry_dig(q, pages, n);
	close_pages(pages, n);
	return ret;
}

int good_blast_fails(struct quarry *q, unsigned long addr)
{
	struct page **pages;
	int n, ret;

	ret = open_pages(addr, 8, &pages, &n);
	if (ret)
		return ret;
	ret = quarry_blast(q);
	if (!ret)
		ret = quarry_dig(q, pages, n);
	close_pages(pages, n);
	return ret;
}
