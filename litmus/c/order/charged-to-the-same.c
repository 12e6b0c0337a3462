// SPDX-License-Identifier: MIT
/*
 * about: The memory map that is charged was kept from before, and whoever calls is compared with it.
 * source: drivers/vfio/vfio_iommu_spapr_tce.c:tce_iommu_mm_set (v5.9), written anew
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct shelf {
	struct mm_struct *mm;
	struct page *pages[16];
	int count;
};

static int shelf_pin(struct mm_struct *mm, unsigned long addr, int nr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, nr, FOLL_WRITE | FOLL_LONGTERM, pages);

	if (n > 0)
		atomic64_add(n, &mm->pinned_vm);
	return n;
}

static bool shelf_is_foreign(struct shelf *s)
{
	return s->mm != current->mm;
}

int good_shelf_fill(struct shelf *s, unsigned long addr)
{
	int n;

	if (shelf_is_foreign(s))
		return -EPERM;
	n = shelf_pin(s->mm, addr, 16, s->pages);
	if (n <= 0)
		return -EFAULT;
	s->count = n;
	return 0;
}

void shelf_clear(struct shelf *s)
{
	unpin_user_pages_dirty_lock(s->pages, s->count, true);
	atomic64_sub(s->count, &s->mm->pinned_vm);
	s->count = 0;
}
