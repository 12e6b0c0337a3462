// SPDX-License-Identifier: MIT
/*
 * about: The function that lets the pages go is told whether they are dirty, and does nothing with it.
 * source: invented; the shape of drivers/infiniband/hw/hfi1/user_pages.c:hfi1_release_user_pages() without its mark, v6.12
 * status: active
 */
#include <linux/mm.h>

struct slate {
	struct page **pages;
	int n;
};

int slate_fill(struct slate *s, unsigned long addr, int want, int gup_flags)
{
	int n = pin_user_pages_fast(addr, want, gup_flags | FOLL_LONGTERM, s->pages);

	if (n <= 0)
		return -EFAULT;
	s->n = n;
	return 0;
}

void bad_slate_put(struct slate *s, bool dirty)
{
	unpin_user_pages(s->pages, s->n); //~ PF301 dirty
	s->n = 0;
}

void good_slate_put(struct slate *s, bool dirty)
{
	if (dirty)
		unpin_user_pages_dirty_lock(s->pages, s->n, true);
	else
		unpin_user_pages(s->pages, s->n);
	s->n = 0;
}

void slate_mark(struct slate *s, bool dirty);

/* Another function gets the word. */
void good_slate_hand(struct slate *s, bool dirty)
{
	slate_mark(s, dirty);
	unpin_user_pages(s->pages, s->n);
	s->n = 0;
}

/* Of the object, not of the pages, and read. */
int good_slate_state(struct slate *s)
{
	int dirty = s->n > 0;

	unpin_user_pages(s->pages, s->n);
	s->n = 0;
	return dirty;
}
