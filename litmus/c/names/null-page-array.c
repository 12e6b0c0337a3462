// SPDX-License-Identifier: MIT
/*
 * about: With a NULL page array the call only faults pages in: there is nothing to release.
 * source: virt/kvm/async_pf.c:async_pf_execute (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

long good_fault_in(struct mm_struct *mm, unsigned long addr)
{
	int locked = 1;
	long ret;

	mmap_read_lock(mm);
	ret = get_user_pages_remote(mm, addr, 1, FOLL_WRITE, NULL, &locked); //~ site kind=none releases=none
	if (locked)
		mmap_read_unlock(mm);
	return ret;
}
