// SPDX-License-Identifier: MIT
/*
 * about: get_user_pages_longterm() becomes pin_user_pages() with FOLL_LONGTERM, its continuation lines move along.
 * from: 5.0
 * to: 5.9
 * site: vat_fill convert
 */
#include <linux/mm.h>

struct vat {
	struct page **pages;
	unsigned long nr_pages;
};

int vat_fill(struct vat *vat, unsigned long addr, unsigned int flags)
{
	long got;

	down_read(&current->mm->mmap_sem);
	got = pin_user_pages(addr, vat->nr_pages,
			     flags | FOLL_LONGTERM, vat->pages, NULL);
	up_read(&current->mm->mmap_sem);
	if (got == vat->nr_pages)
		return 0;
	if (got > 0)
		unpin_user_pages(vat->pages, got);
	return -EFAULT;
}

void vat_drain(struct vat *vat)
{
	unpin_user_pages(vat->pages, vat->nr_pages);
}
