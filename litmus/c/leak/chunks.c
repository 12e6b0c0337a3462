// SPDX-License-Identifier: MIT
/*
 * about: Pinning in pieces: the error exit releases the piece before, not all.
 * source: shape of drivers/infiniband/hw/usnic and of out-of-tree DMA drivers
 * status: active
 */
#include <linux/mm.h>

struct canvas {
	struct page **pages;
	long total;
};

long bad_forgets_earlier(struct canvas *c, unsigned long start, long want)
{
	long done = 0, n;

	while (done < want) {
		n = pin_user_pages_fast(start + (done << PAGE_SHIFT), want - done,
					FOLL_WRITE | FOLL_LONGTERM, c->pages + done);
		if (n <= 0)
			return n ? n : -EFAULT; //~ PF101 pin_user_pages_fast
		done += n;
	}
	c->total = done;
	return 0;
}

long good_undoes_all(struct canvas *c, unsigned long start, long want)
{
	long done = 0, n;

	while (done < want) {
		n = pin_user_pages_fast(start + (done << PAGE_SHIFT), want - done,
					FOLL_WRITE | FOLL_LONGTERM, c->pages + done);
		if (n <= 0) {
			unpin_user_pages(c->pages, done);
			return n ? n : -EFAULT;
		}
		done += n;
	}
	c->total = done;
	return 0;
}

void canvas_free(struct canvas *c)
{
	unpin_user_pages_dirty_lock(c->pages, c->total, true);
	c->total = 0;
}
