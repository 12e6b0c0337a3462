// SPDX-License-Identifier: MIT
/*
 * about: The release passes reserved pages over, and the zero page of memory that was never written is one of them.
 * source: drivers/vfio/vfio_iommu_type1.c:put_pfn (v5.3), written anew
 * status: active
 */
#include <linux/mm.h>

struct field {
	unsigned long pfn;
	bool sown;
};

static bool is_foreign(unsigned long pfn)
{
	if (pfn_valid(pfn))
		return PageReserved(pfn_to_page(pfn));
	return true;
}

int plough(struct field *f, unsigned long addr, bool sow)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, sow ? FOLL_WRITE : 0, &page) != 1)
		return -EFAULT;
	f->pfn = page_to_pfn(page);
	return 0;
}

void bad_fallow(struct field *f)
{
	if (!is_foreign(f->pfn))
		put_page(pfn_to_page(f->pfn)); //~ PF101 passes reserved pages over
}

struct meadow {
	unsigned long pfn;
};

/* Asks for write access: the zero page is replaced before it is taken. */
int good_mow(struct meadow *m, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	m->pfn = page_to_pfn(page);
	return 0;
}

void good_graze(struct meadow *m)
{
	if (!is_foreign(m->pfn))
		put_page(pfn_to_page(m->pfn));
}

struct hedge {
	unsigned long pfn;
};

/* The zero page is told from the others. */
static bool is_wild(unsigned long pfn)
{
	return PageReserved(pfn_to_page(pfn)) && !is_zero_pfn(pfn);
}

int good_plant(struct hedge *h, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	h->pfn = page_to_pfn(page);
	return 0;
}

void good_trim(struct hedge *h)
{
	if (!is_wild(h->pfn))
		put_page(pfn_to_page(h->pfn));
}

/* Only the mark is behind the test; the release is not. */
int good_pick(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (!PageReserved(page))
		SetPageReferenced(page);
	put_page(page);
	return 0;
}
