// SPDX-License-Identifier: MIT
/*
 * about: A call that gets no array takes no pages: case 4, in a file with a notifier too.
 * source: virt/kvm/kvm_main.c:check_user_page_hwpoison (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

int good_watch(struct watcher *w)
{
	return mmu_notifier_register(&w->notifier, w->mm);
}

int good_is_poisoned(unsigned long addr)
{
	int rc;

	mmap_read_lock(current->mm);
	rc = get_user_pages(addr, 1, FOLL_HWPOISON | FOLL_WRITE, NULL); //~ site kind=none case=4
	mmap_read_unlock(current->mm);
	return rc == -EHWPOISON;
}
