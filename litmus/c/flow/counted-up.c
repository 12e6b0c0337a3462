// SPDX-License-Identifier: MIT
/*
 * about: A count that was raised is not 0: what stands behind the test of it is done. Where it is set back in between, it is not.
 * source: net/core/datagram.c:__zerocopy_sg_from_iter(), v6.1 (shape)
 * status: active
 */
#include <linux/mm.h>

int bad_send(struct link *link, unsigned long addr)
{
	unsigned int open = 0;
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	open++;
	link_prepare(link);
	open = 0;
	if (open)
		link_give(link, page);
	return 0; //~ PF101 pin_user_pages_fast
}

int good_send(struct link *link, unsigned long addr)
{
	unsigned int open = 0;
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	open++;
	link_prepare(link);
	if (open)
		link_give(link, page);
	return 0;
}

/* For the release that the driver has. */
void link_end(struct link *link, struct page *page)
{
	unpin_user_pages_dirty_lock(&page, 1, true);
}

void link_give(struct link *link, struct page *page)
{
	link_queue(link, page);
}
