// SPDX-License-Identifier: MIT
/*
 * about: An RCU callback lets the pages go, some time after a later request of user space asked for it.
 * source: arch/powerpc/mm/mmu_context_iommu.c:mm_iommu_do_alloc (v5.0), given FOLL_LONGTERM in v5.2
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/rcupdate.h>

struct tract {
	struct rcu_head rcu;
	struct page **pages;
	int count;
};

int bad_tract_map(struct tract *t, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 16, FOLL_WRITE, t->pages); //~ PF402

	if (n <= 0)
		return -EFAULT;
	t->count = n;
	return 0;
}

int good_tract_map(struct tract *t, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, t->pages);

	if (n <= 0)
		return -EFAULT;
	t->count = n;
	return 0;
}

static void tract_free(struct rcu_head *head)
{
	struct tract *t = container_of(head, struct tract, rcu);

	unpin_user_pages(t->pages, t->count);
	kfree(t->pages);
	kfree(t);
}

void tract_put(struct tract *t)
{
	call_rcu(&t->rcu, tract_free);
}
