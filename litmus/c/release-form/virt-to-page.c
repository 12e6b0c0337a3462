// SPDX-License-Identifier: MIT
/*
 * about: Only the kernel address is kept; the release finds the page from it.
 * source: shared indicator pages as in arch/s390 and several out-of-tree drivers
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct bell {
	void *va;
};

struct gong {
	void *va;
};

int good_bell_hang(struct bell *b, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ site kind=pin releases=unpin_user_page@good_bell_drop
		return -EFAULT;
	b->va = page_address(page);
	return 0;
}

void good_bell_drop(struct bell *b)
{
	unpin_user_page(virt_to_page(b->va));
	kfree(b);
}

int gong_hang(struct gong *g, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ site kind=pin releases=put_page@bad_gong_drop
		return -EFAULT;
	g->va = page_address(page);
	return 0;
}

void bad_gong_drop(struct gong *g)
{
	put_page(virt_to_page(g->va)); //~ PF201 put_page
	kfree(g);
}
