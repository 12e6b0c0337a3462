// SPDX-License-Identifier: MIT
/*
 * about: SetPageDirty() sets a bit and tells nobody.
 * source: drivers/vfio/vfio_iommu_type1.c:put_pfn (v5.3) did so; out-of-tree drivers still do
 * status: active
 */
#include <linux/mm.h>

void fill_from_fifo(struct page **pages, int n);

int bad_raw(unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	for (i = 0; i < n; i++) {
		if (!PageReserved(pages[i]))
			SetPageDirty(pages[i]); //~ PF303 SetPageDirty
		unpin_user_page(pages[i]);
	}
	return 0;
}

int good_not_raw(unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	fill_from_fifo(pages, n);
	for (i = 0; i < n; i++) {
		if (!PageReserved(pages[i]))
			set_page_dirty_lock(pages[i]);
		unpin_user_page(pages[i]);
	}
	return 0;
}
