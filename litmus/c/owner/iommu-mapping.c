// SPDX-License-Identifier: MIT
/*
 * about: What an IOMMU maps is found again through its mapping, so a function that succeeds may keep no other trace of it.
 * source: drivers/vfio/vfio_iommu_type1.c:vfio_iommu_replay (v5.3 and v5.9), written anew
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/iommu.h>

struct harbour {
	struct iommu_domain *domain;
};

static long harbour_pin(unsigned long addr, unsigned long *pfn)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM | FOLL_WRITE, &page) != 1)
		return -EFAULT;
	*pfn = page_to_pfn(page);
	return 1;
}

static void harbour_unpin(unsigned long pfn)
{
	set_page_dirty_lock(pfn_to_page(pfn));
	unpin_user_page(pfn_to_page(pfn));
}

int good_moor(struct harbour *h, unsigned long addr, unsigned long iova)
{
	unsigned long pfn;
	int ret;

	if (harbour_pin(addr, &pfn) <= 0)
		return -EFAULT;
	ret = iommu_map(h->domain, iova, pfn << PAGE_SHIFT, PAGE_SIZE, IOMMU_READ | IOMMU_WRITE, GFP_KERNEL);
	if (ret) {
		harbour_unpin(pfn);
		return ret;
	}
	return 0;
}

void good_cast_off(struct harbour *h, unsigned long iova)
{
	unsigned long pfn = iommu_iova_to_phys(h->domain, iova) >> PAGE_SHIFT;

	iommu_unmap(h->domain, iova, PAGE_SIZE);
	harbour_unpin(pfn);
}
