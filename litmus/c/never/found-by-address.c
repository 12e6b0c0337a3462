// SPDX-License-Identifier: MIT
/*
 * about: The array is freed, and another function finds the pages again in the page tables: nothing is certain of them.
 * source: modules that map memory of one process into another, from before pages were kept in objects
 * status: active
 */
#include <linux/mm.h>

unsigned long pfn_of(struct mm_struct *mm, u64 vaddr);

int good_pin_range(struct mm_struct *mm, u64 vaddr, int n, atomic_t *pinned)
{
	struct page **pages;
	int ret;

	pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(vaddr, n, FOLL_WRITE, pages); //~ site releases=none
	kfree(pages);
	if (ret != n)
		return -EFAULT;
	atomic_add(n, pinned);
	return 0;
}

void unpin_range(struct mm_struct *mm, u64 vaddr, int n)
{
	struct page *page;

	while (n-- > 0) {
		page = pfn_to_page(pfn_of(mm, vaddr));
		put_page(page);
		vaddr += PAGE_SIZE;
	}
}
