// SPDX-License-Identifier: MIT
/*
 * about: A function fails with pages in its caller's array: right where the caller lets go of every entry that is filled.
 * source: drivers/xen/privcmd.c:lock_pages (v5.3)
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct buf {
	unsigned long addr;
	unsigned int nr;
};

static int good_lock(struct buf *bufs, unsigned int num, struct page *pages[])
{
	unsigned int i;

	for (i = 0; i < num; i++) {
		int pinned = pin_user_pages_fast(bufs[i].addr, bufs[i].nr, FOLL_WRITE, pages);

		if (pinned < 0)
			return pinned;
		pages += pinned;
	}
	return 0;
}

static void good_unlock(struct page *pages[], unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (pages[i])
			unpin_user_pages_dirty_lock(&pages[i], 1, true);
}

long good_call(struct buf *bufs, unsigned int num, unsigned int nr)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	long rc;

	if (!pages)
		return -ENOMEM;
	rc = good_lock(bufs, num, pages);
	if (!rc)
		rc = hypercall(bufs, num);
	good_unlock(pages, nr);
	kfree(pages);
	return rc;
}

static int bad_lock(struct buf *bufs, unsigned int num, struct page *pages[])
{
	unsigned int i;

	for (i = 0; i < num; i++) {
		int pinned = pin_user_pages_fast(bufs[i].addr, bufs[i].nr, FOLL_WRITE, pages);

		if (pinned < 0)
			return pinned; //~ PF101 pin_user_pages_fast
		pages += pinned;
	}
	return 0;
}

long good_other_call(struct buf *bufs, unsigned int num, unsigned int nr)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	long rc;

	if (!pages)
		return -ENOMEM;
	rc = bad_lock(bufs, num, pages);
	if (!rc) {
		rc = hypercall(bufs, num);
		unpin_user_pages_dirty_lock(pages, nr, true);
	}
	kfree(pages);
	return rc;
}
