// SPDX-License-Identifier: MIT
/*
 * about: The error exit releases 'ret' pages although ret may be -EFAULT.
 * source: drivers/misc/vmw_vmci/vmci_queue_pair.c:qp_host_get_user_memory (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>

struct queue {
	struct page **pages;
	int count;
};

int bad_release_errno(struct queue *q, unsigned long addr, int want)
{
	int ret = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);
	//~|^ acquired here

	if (ret < want) {
		unpin_user_pages(q->pages, ret); //~ PF501
		return -ENOMEM;
	}
	q->count = ret;
	return 0;
}

int good_release_count(struct queue *q, unsigned long addr, int want)
{
	int ret = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);

	if (ret < want) {
		if (ret > 0)
			unpin_user_pages(q->pages, ret);
		return -ENOMEM;
	}
	q->count = ret;
	return 0;
}

void queue_free(struct queue *q)
{
	unpin_user_pages(q->pages, q->count);
	q->count = 0;
}

struct plane {
	struct page **pages;
	unsigned long nr;
};

int bad_loop_of_errno(struct plane *plane, unsigned long addr, int want)
{
	unsigned long nr;
	unsigned long i;
	int rc;

	plane->pages = vmalloc(want * sizeof(*plane->pages));
	if (!plane->pages)
		return -ENOMEM;
	rc = pin_user_pages_fast(addr, want, FOLL_LONGTERM, plane->pages);
	if (rc == 0)
		return -EFAULT;
	nr = rc;
	for (i = 0; i < nr; i++) //~ PF501 a loop goes through
		SetPageReserved(plane->pages[i]);
	plane->nr = nr;
	return 0;
}

int good_loop_of_number(struct plane *plane, unsigned long addr, int want)
{
	unsigned long nr;
	unsigned long i;
	int rc;

	plane->pages = vmalloc(want * sizeof(*plane->pages));
	if (!plane->pages)
		return -ENOMEM;
	rc = pin_user_pages_fast(addr, want, FOLL_LONGTERM, plane->pages);
	if (rc <= 0)
		return -EFAULT;
	nr = rc;
	for (i = 0; i < nr; i++)
		SetPageReserved(plane->pages[i]);
	plane->nr = nr;
	return 0;
}

void plane_free(struct plane *plane)
{
	unpin_user_pages(plane->pages, plane->nr);
	vfree(plane->pages);
}

/* Counts up to a uint32_t: -EFAULT would be four billion rounds. */
static void put_up_to(struct page **pages, uint32_t nr)
{
	uint32_t i;

	for (i = 0; i < nr; i++)
		unpin_user_page(pages[i]);
}

/* Counts up to an int32_t: for -EFAULT there is no round. */
static void put_up_to_signed(struct page **pages, int32_t nr)
{
	int32_t i;

	for (i = 0; i < nr; i++)
		unpin_user_page(pages[i]);
}

int bad_errno_to_unsigned_helper(struct queue *q, unsigned long addr, int want)
{
	int32_t got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);

	if (got < want) {
		put_up_to(q->pages, got); //~ PF501
		return -EFAULT;
	}
	q->count = got;
	return 0;
}

int good_errno_to_signed_helper(struct queue *q, unsigned long addr, int want)
{
	int32_t got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);

	if (got < want) {
		put_up_to_signed(q->pages, got);
		return -EFAULT;
	}
	q->count = got;
	return 0;
}
