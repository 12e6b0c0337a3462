// SPDX-License-Identifier: MIT
/*
 * about: Frames that follow the first one are the caller's with it: it is told the first and how many. Frames that a property of
 *        theirs says are not counted are not let go either. A frame of its own that the function drops is lost.
 * source: drivers/vfio/vfio_iommu_type1.c:vfio_pin_pages_remote(), v5.9 (shape)
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>

static int frame_get(struct mm_struct *mm, unsigned long addr, unsigned long *pfn)
{
	struct page *page[1];
	int ret;

	ret = pin_user_pages_remote(mm, addr, 1, FOLL_WRITE | FOLL_LONGTERM, page, NULL, NULL);
	if (ret == 1) {
		*pfn = page_to_pfn(page[0]);
		return 0;
	}
	return ret < 0 ? ret : -EFAULT;
}

static bool frame_is_free(unsigned long pfn)
{
	return PageReserved(pfn_to_page(pfn));
}

static void frame_put(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	unpin_user_pages_dirty_lock(&page, 1, true);
}

long good_run(struct mm_struct *mm, unsigned long addr, long want, unsigned long *first)
{
	unsigned long pfn = 0;
	long ret, done = 0, charged = 0;
	bool free;

	ret = frame_get(mm, addr, first);
	if (ret)
		return ret;
	done++;
	free = frame_is_free(*first);
	for (addr += PAGE_SIZE; done < want; done++, addr += PAGE_SIZE) {
		ret = frame_get(mm, addr, &pfn);
		if (ret)
			break;
		if (pfn != *first + done || free != frame_is_free(pfn)) {
			frame_put(pfn);
			break;
		}
		if (!free)
			charged++;
	}
	ret = charge(mm, charged);
	if (ret) {
		if (!free)
			for (pfn = *first; done; pfn++, done--)
				frame_put(pfn);
		return ret;
	}
	return done;
}

long bad_run(struct mm_struct *mm, unsigned long addr, unsigned long *first)
{
	unsigned long pfn = 0;
	long ret;

	ret = frame_get(mm, addr, first);
	if (ret)
		return ret;
	ret = frame_get(mm, addr + PAGE_SIZE, &pfn);
	if (ret)
		return 1;
	if (pfn == frame_hint(mm))
		return 1; //~ PF101 frame_get
	frame_put(pfn);
	return 1;
}
