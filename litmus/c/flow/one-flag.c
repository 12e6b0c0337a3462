// SPDX-License-Identifier: MIT
/*
 * about: A flag that was set where the pages were taken is set where they are released, however the array was filled otherwise.
 * source: the shape of a driver that maps user memory, memory of the kernel, or that of an iterator
 * status: active
 */
#include <linux/mm.h>

int good_same_flag(unsigned long start, int nr, u32 flags, struct page ***out)
{
	struct page **pages;
	int rc;

	pages = kvmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	if (flags & MAP_PIN) {
		rc = pin_user_pages_fast(start, nr, FOLL_LONGTERM, pages);
		if (rc != nr) {
			if (rc > 0)
				unpin_user_pages(pages, rc);
			rc = -EFAULT;
			goto free;
		}
	} else {
		rc = pages_of_kernel(start, nr, pages);
		if (rc)
			goto free;
	}
	rc = prepare(start);
	if (rc)
		goto unpin;
	*out = pages;
	return 0;

unpin:
	if (flags & MAP_PIN)
		unpin_user_pages(pages, nr);
free:
	kvfree(pages);
	return rc;
}

int bad_other_flag(unsigned long start, int nr, u32 flags, struct page ***out)
{
	struct page **pages;
	int rc;

	pages = kvmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	if (flags & MAP_PIN) {
		rc = pin_user_pages_fast(start, nr, FOLL_LONGTERM, pages);
		if (rc != nr) {
			if (rc > 0)
				unpin_user_pages(pages, rc);
			rc = -EFAULT;
			goto free;
		}
	} else {
		rc = pages_of_kernel(start, nr, pages);
		if (rc)
			goto free;
	}
	rc = prepare(start);
	if (rc)
		goto unpin;
	*out = pages;
	return 0;

unpin:
	if (!(flags & MAP_PIN))
		unpin_user_pages(pages, nr); //~ PF105 never acquired
free:
	kvfree(pages);
	return rc; //~ PF101 not released
}

int good_flag_is_taken_away(unsigned long start, u32 flags)
{
	struct page *page;
	int rc;

	if (!(flags & MAP_PIN))
		return -EINVAL;
	rc = pin_user_pages_fast(start, 1, 0, &page);
	if (rc != 1)
		return -EFAULT;
	if (inspect(start))
		flags = 0;
	unpin_user_page(page);
	if (flags & MAP_PIN)
		return 0;
	return -EIO;
}
