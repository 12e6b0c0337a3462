// SPDX-License-Identifier: MIT
/*
 * about: Acquire and release meet only through a field of the object.
 * source: drivers/misc style: map in one ioctl, unmap in another
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct slate {
	struct page **pages;
	int nr_pages;
};

struct board {
	struct page **pages;
	int nr_pages;
};

int slate_map(struct slate *s, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->pages); //~ site kind=pin releases=release_pages@bad_slate_unmap,unpin_user_pages@slate_map lifetime=object

	if (n < want) {
		if (n > 0)
			unpin_user_pages(s->pages, n);
		return -EFAULT;
	}
	s->nr_pages = n;
	return 0;
}

void bad_slate_unmap(struct slate *s)
{
	release_pages(s->pages, s->nr_pages); //~ PF201 release_pages
	kvfree(s->pages);
}

int good_board_map(struct board *b, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, b->pages); //~ site kind=pin releases=unpin_user_pages@good_board_map,unpin_user_pages@good_board_unmap lifetime=object

	if (n < want) {
		if (n > 0)
			unpin_user_pages(b->pages, n);
		return -EFAULT;
	}
	b->nr_pages = n;
	return 0;
}

void good_board_unmap(struct board *b)
{
	unpin_user_pages(b->pages, b->nr_pages);
	kvfree(b->pages);
}
