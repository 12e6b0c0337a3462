// SPDX-License-Identifier: MIT
/*
 * about: Only the physical address of the page goes to somebody, and who works by it is not known.
 * source: drivers/virt/fsl_hypervisor.c of v6.1
 * from: 6.1
 * to: 6.12
 * site: pigeon_send abstain page_to_phys() gives the address of the pages away
 */
#include <linux/mm.h>

int pigeon_send(struct pigeon_slot *slot, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	slot->target = page_to_phys(page);
	ret = pigeon_fly(slot);
	put_page(page);
	return ret;
}
