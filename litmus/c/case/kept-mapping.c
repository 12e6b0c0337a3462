// SPDX-License-Identifier: MIT
/*
 * about: The address of a mapping that the kernel keeps for itself may be told to firmware: the kernel still works through it.
 * source: arch/powerpc/kvm/book3s_64_mmu_hv.c:kvmppc_pin_guest_page (v6.12)
 * status: active
 * sites: all
 */
#include <linux/mm.h>

struct area {
	struct page *page;
	void *kaddr;
};

int bad_area_pin(struct area *a, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &a->page) != 1) //~ site kind=get case=5 access=cpu-rw
		return -EFAULT; //~^ PF401
	//~^^ PF402
	a->kaddr = page_address(a->page);
	firmware_set_area(__pa(a->kaddr));
	return 0;
}

void good_area_unpin(struct area *a)
{
	set_page_dirty_lock(a->page);
	put_page(a->page);
}

struct block {
	struct page *page;
};

int bad_block_run(struct block *b, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &b->page) != 1) //~ site kind=get access=dev-rw
		return -EFAULT; //~^ PF401
	//~^^ PF402
	firmware_run_block(__pa(page_address(b->page)));
	return 0;
}

void good_block_free(struct block *b)
{
	set_page_dirty_lock(b->page);
	put_page(b->page);
}
