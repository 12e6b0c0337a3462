// SPDX-License-Identifier: MIT
/*
 * about: Only page frame numbers are kept.
 * source: drivers/gpu/drm/vmwgfx/vmwgfx_msg.c:vmw_mksstat_cleanup_descriptor (v6.12), written anew
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

struct ledger {
	unsigned long pfn[8];
	int used;
};

int good_ledger_add(struct ledger *l, unsigned long addr)
{
	struct page *page;

	if (l->used == 8)
		return -ENOSPC;
	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ site kind=pin lifetime=object releases=unpin_user_page@good_ledger_clear
		return -EFAULT;
	l->pfn[l->used++] = page_to_pfn(page);
	return 0;
}

void good_ledger_clear(struct ledger *l)
{
	while (l->used)
		unpin_user_page(pfn_to_page(l->pfn[--l->used]));
}
