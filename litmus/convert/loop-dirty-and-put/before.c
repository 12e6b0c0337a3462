// SPDX-License-Identifier: MIT
/*
 * about: Marking dirty and letting go become one call; a condition becomes its argument; comments stay.
 * source: drivers/scsi/st.c and net/xdp/xdp_umem.c of v5.3
 * from: 5.3
 * to: 5.9
 * site: press_take convert
 */
#include <linux/mm.h>

struct press {
	struct page **pages;
	unsigned int nr_pages;
};

int press_take(struct press *p, unsigned long addr)
{
	int got;

	got = get_user_pages_fast(addr, p->nr_pages, FOLL_WRITE, p->pages);
	if (got == p->nr_pages)
		return press_map(p, page_address(p->pages[0]));
	if (got > 0)
		release_pages(p->pages, got);
	return -EFAULT;
}

void press_let_go(struct press *p, bool dirtied)
{
	unsigned int i;

	for (i = 0; i < p->nr_pages; i++) {
		struct page *page = p->pages[i];

		/* The press may have printed into it. */
		if (dirtied && !PageReserved(page))
			SetPageDirty(page);
		put_page(page);
	}
	p->nr_pages = 0;
}

void press_let_go_all(struct press *p)
{
	unsigned int i;

	for (i = 0; i < p->nr_pages; i++) {
		set_page_dirty_lock(p->pages[i]);
		put_page(p->pages[i]);
	}
	for (i = 0; i < 4; i++)
		press_ink(p, i);
}
