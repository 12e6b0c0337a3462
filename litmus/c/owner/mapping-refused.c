// SPDX-License-Identifier: MIT
/*
 * about: The mapping of an IOMMU keeps the frames where it was made. Where iommu_map() has failed it keeps none, and they are this
 *        function's again.
 * source: drivers/vfio/vfio_iommu_type1.c:vfio_iommu_replay(), v5.3 (shape)
 * status: active
 * kernel: 6.1
 */
#include <linux/iommu.h>
#include <linux/mm.h>

static long area_pin(struct area *area, unsigned long addr, long want, unsigned long *pfn)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page) != 1)
		return -EFAULT;
	*pfn = page_to_pfn(page);
	return 1;
}

void area_unpin(struct area *area, unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	unpin_user_pages_dirty_lock(&page, 1, true);
}

int bad_map(struct area *area, struct iommu_domain *domain, unsigned long addr)
{
	unsigned long pfn;
	phys_addr_t phys;
	long got;
	int ret;

	got = area_pin(area, addr, 1, &pfn);
	if (got <= 0)
		return got;
	phys = pfn << PAGE_SHIFT;
	ret = iommu_map(domain, area->iova, phys, PAGE_SIZE, IOMMU_READ | IOMMU_WRITE);
	if (ret)
		return ret; //~ PF101 area_pin
	return 0;
}

int good_map(struct area *area, struct iommu_domain *domain, unsigned long addr)
{
	unsigned long pfn;
	phys_addr_t phys;
	long got;
	int ret;

	got = area_pin(area, addr, 1, &pfn);
	if (got <= 0)
		return got;
	phys = pfn << PAGE_SHIFT;
	ret = iommu_map(domain, area->iova, phys, PAGE_SIZE, IOMMU_READ | IOMMU_WRITE);
	if (ret) {
		area_unpin(area, pfn);
		return ret;
	}
	return 0;
}
