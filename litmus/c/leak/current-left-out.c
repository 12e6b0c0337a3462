// SPDX-License-Identifier: MIT
/*
 * about: Pages are taken one by one; a step behind the acquire fails, and what is undone ends before the page just taken.
 * source: drivers/virt/nitro_enclaves/ne_misc_dev.c:ne_set_user_memory_region_ioctl (v6.12)
 * status: active
 */
#include <linux/mm.h>

struct region {
	struct page **pages;
	int nr;
};

int bad_counts_down(struct page **pages, unsigned long addr, int n)
{
	int i, rc = 0;

	for (i = 0; i < n; i++) {
		if (pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_WRITE | FOLL_LONGTERM, &pages[i]) != 1) {
			rc = -EFAULT;
			goto undo;
		}
		rc = check_slot(i);
		if (rc < 0)
			goto undo;
	}
	return 0;
undo:
	while (--i >= 0)
		unpin_user_page(pages[i]);
	return rc; //~ PF101 pin_user_pages_fast
}

int bad_counts_late(struct region *r, unsigned long addr, int n)
{
	int i, rc = 0;

	do {
		i = r->nr;
		rc = pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_LONGTERM, r->pages + i);
		if (rc != 1)
			goto undo;
		rc = check_slot(i);
		if (rc < 0)
			goto undo; //~ PF101 pin_user_pages_fast
		r->nr++;
	} while (r->nr < n);
	return 0;
undo:
	for (i = 0; i < r->nr; i++)
		unpin_user_page(r->pages[i]);
	r->nr = 0;
	return rc < 0 ? rc : -EFAULT;
}

void good_region_free(struct region *r)
{
	unpin_user_pages(r->pages, r->nr);
	r->nr = 0;
}

int bad_counted_call(struct page **pages, unsigned long addr, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		int rc = pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_LONGTERM, &pages[i]);

		if (rc != 1)
			break;
		if (is_reserved(addr))
			break; //~ PF101 pin_user_pages_fast
	}
	if (i == n)
		return 0;
	unpin_user_pages(pages, i);
	return -EFAULT;
}

int good_counts_first(struct region *r, unsigned long addr, int n)
{
	int i, rc = 0;

	do {
		i = r->nr;
		rc = pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_LONGTERM, r->pages + i);
		if (rc != 1)
			goto undo;
		r->nr++;
		rc = check_slot(i);
		if (rc < 0)
			goto undo;
	} while (r->nr < n);
	return 0;
undo:
	for (i = 0; i < r->nr; i++)
		unpin_user_page(r->pages[i]);
	r->nr = 0;
	return rc < 0 ? rc : -EFAULT;
}

int good_with_current(struct page **pages, unsigned long addr, int n)
{
	int i, rc = 0;

	for (i = 0; i < n; i++) {
		if (pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_LONGTERM, &pages[i]) != 1) {
			rc = -EFAULT;
			goto undo;
		}
		rc = check_slot(i);
		if (rc < 0) {
			unpin_user_page(pages[i]);
			goto undo;
		}
	}
	return 0;
undo:
	while (--i >= 0)
		unpin_user_page(pages[i]);
	return rc;
}

int good_inclusive(struct page **pages, unsigned long addr, int n)
{
	int i, rc = 0;

	for (i = 0; i < n; i++) {
		if (pin_user_pages_fast(addr + i * PAGE_SIZE, 1, FOLL_LONGTERM, &pages[i]) != 1) {
			rc = -EFAULT;
			i--;
			goto undo;
		}
		rc = check_slot(i);
		if (rc < 0)
			goto undo;
	}
	return 0;
undo:
	for (; i >= 0; i--)
		unpin_user_page(pages[i]);
	return rc;
}
