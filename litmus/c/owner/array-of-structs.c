// SPDX-License-Identifier: MIT
/*
 * about: One page per slot of an array of structs.
 * source: drivers/infiniband/hw/mthca/mthca_memfree.c:mthca_map_user_db (v6.12) keeps its pages so
 * status: active
 * sites: all
 */
#include <linux/mm.h>

struct slot {
	struct page *page;
	u64 uvirt;
};

struct bank {
	struct slot slots[16];
};

int bank_announce(struct bank *b, int index);

int bad_slot_fill(struct bank *b, int i, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ site kind=pin releases=unpin_user_page@bank_drop
		return -EFAULT;
	if (bank_announce(b, i))
		return -EIO; //~ PF101 pin_user_pages_fast
	b->slots[i].page = page;
	b->slots[i].uvirt = addr;
	return 0;
}

int good_slot_fill(struct bank *b, int i, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ site kind=pin releases=unpin_user_page@good_slot_fill,unpin_user_page@bank_drop
		return -EFAULT;
	if (bank_announce(b, i)) {
		unpin_user_page(page);
		return -EIO;
	}
	b->slots[i].page = page;
	b->slots[i].uvirt = addr;
	return 0;
}

void bank_drop(struct bank *b)
{
	int i;

	for (i = 0; i < 16; i++) {
		if (!b->slots[i].page)
			continue;
		unpin_user_page(b->slots[i].page);
		b->slots[i].page = NULL;
	}
}
