// SPDX-License-Identifier: MIT
/*
 * about: Where the array of pages is NULL the call only faults the pages in, and an entry that is NULL is no page.
 * source: the shape of GPU drivers that import user memory and pin it at once only where it is coherent
 * status: active
 */
#include <linux/mm.h>

struct import {
	unsigned long start;
	unsigned int coherent;
	struct page **pages;
	long nr_pages;
};

int good_only_faulted_in(struct import *import, long n)
{
	struct page **pages = NULL;
	long got;
	long i;

	if (import->coherent)
		pages = import->pages;
	mmap_read_lock(current->mm);
	got = pin_user_pages(import->start, n, FOLL_LONGTERM, pages); //~ site kind=pin
	mmap_read_unlock(current->mm);
	if (got != n)
		goto mismatch;
	if (pages)
		import->nr_pages = got;
	return 0;

mismatch:
	if (pages)
		for (i = 0; i < got; i++)
			unpin_user_page(pages[i]);
	return -EFAULT;
}

int bad_other_test(struct import *import, long n)
{
	struct page **pages = NULL;
	long got;
	long i;

	if (import->coherent)
		pages = kvcalloc(n, sizeof(*pages), GFP_KERNEL);
	mmap_read_lock(current->mm);
	got = pin_user_pages(import->start, n, FOLL_LONGTERM, pages);
	mmap_read_unlock(current->mm);
	if (got < 0)
		return got;
	if (touch(import))
		return -EIO; //~ PF101 not released
	if (pages)
		for (i = 0; i < got; i++)
			unpin_user_page(pages[i]);
	kvfree(pages);
	return 0;
}

void import_free(struct import *import)
{
	unpin_user_pages(import->pages, import->nr_pages);
}

int good_slot_is_empty(unsigned long addr, struct page **page_out)
{
	int rc;

	rc = pin_user_pages_fast(addr, 1, FOLL_LONGTERM, page_out);
	if (rc != 1)
		return -EFAULT;
	if (!(*page_out))
		return -ENOMEM;
	if (PageTail(*page_out)) {
		unpin_user_page(*page_out);
		return -ENOMEM;
	}
	return 0;
}

int bad_slot_is_full(unsigned long addr, struct page **page_out)
{
	int rc;

	rc = pin_user_pages_fast(addr, 1, FOLL_LONGTERM, page_out);
	if (rc != 1)
		return -EFAULT;
	if (PageTail(*page_out))
		return -ENOMEM; //~ PF101 still held
	if (PageReserved(*page_out)) {
		unpin_user_page(*page_out);
		return -ENOMEM;
	}
	return 0;
}
