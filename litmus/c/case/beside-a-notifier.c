// SPDX-License-Identifier: MIT
/*
 * about: A notifier of the same driver says nothing of pages that the function lets go before it ends.
 * source: drivers that map memory of a process and copy single pages of another one
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

struct enclave {
	struct mmu_notifier notifier;
	struct list_head areas;
};

static void enclave_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	struct enclave *e = container_of(mn, struct enclave, notifier);

	INIT_LIST_HEAD(&e->areas);
}

static const struct mmu_notifier_ops enclave_ops = {
	.release = enclave_release,
};

int enclave_open(struct enclave *e)
{
	e->notifier.ops = &enclave_ops;
	return mmu_notifier_register(&e->notifier, current->mm);
}

int good_copy_in(struct enclave *e, unsigned long src, void *to)
{
	struct page *page;
	int ret;

	mmap_read_lock(current->mm);
	ret = get_user_pages(src, 1, 0, &page); //~ site kind=get case=0 access=cpu-read releases=put_page@good_copy_in
	mmap_read_unlock(current->mm);
	if (ret < 1)
		return -EFAULT;
	memcpy(to, kmap_local_page(page), PAGE_SIZE);
	put_page(page);
	return 0;
}
