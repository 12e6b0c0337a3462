// SPDX-License-Identifier: MIT
/*
 * about: Guest memory is watched over by KVM's own mmu notifier, which is in another file.
 * source: arch/powerpc/kvm/book3s_64_mmu_hv.c of v5.3
 * from: 6.1
 * to: 6.12
 * site: lantern_pin_guest abstain guest memory
 */
#include <linux/kvm_host.h>

int lantern_pin_guest(struct kvm *kvm, gfn_t gfn, void *from)
{
	unsigned long hva = gfn_to_hva(kvm, gfn);
	struct page *page;
	void *to;

	if (get_user_pages_fast(hva, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	to = kmap_local_page(page);
	memcpy(to, from, 64);
	kunmap_local(to);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
