// SPDX-License-Identifier: MIT
/*
 * about: A second ioctl overwrites the pages of the first: a leak over two calls.
 * source: needs the history of an object, not of a function
 * status: known-miss
 */
#include <linux/mm.h>

struct stall {
	struct page *pages[4];
	int nr;
};

int bad_maps_again(struct stall *s, unsigned long addr)
{
	s->nr = pin_user_pages_fast(addr, 4, FOLL_LONGTERM, s->pages); //~ PF101 pin_user_pages_fast
	return s->nr > 0 ? 0 : -EFAULT;
}

int good_maps_once(struct stall *s, unsigned long addr)
{
	if (s->nr > 0)
		return -EBUSY;
	s->nr = pin_user_pages_fast(addr, 4, FOLL_LONGTERM, s->pages);
	return s->nr > 0 ? 0 : -EFAULT;
}

void stall_drop(struct stall *s)
{
	if (s->nr > 0)
		unpin_user_pages(s->pages, s->nr);
	s->nr = 0;
}
