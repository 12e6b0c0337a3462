// SPDX-License-Identifier: MIT
/*
 * about: An array in an object of another header, filled from where a number says: `pages + n` is the array.
 * source: drivers/gpu/drm/radeon/radeon_ttm.c:radeon_ttm_tt_pin_userptr, fs/netfs/iterator.c (v6.12)
 * status: active
 */
#include <linux/mm.h>
#include <linux/bvec.h>

int good_tt_pin(struct tt *tt, unsigned long addr)
{
	unsigned int pinned = 0;
	int r;

	do {
		unsigned int want = tt->num - pinned;
		struct page **pages = tt->pages + pinned;

		r = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, pages); //~ site releases=unpin_user_pages@good_tt_pin,unpin_user_pages_dirty_lock@good_tt_unpin
		if (r < 0)
			goto undo;
		pinned += r;
		addr += r * PAGE_SIZE;
	} while (pinned < tt->num);
	return 0;
undo:
	unpin_user_pages(tt->pages, pinned);
	return r;
}

void good_tt_unpin(struct tt *tt)
{
	unpin_user_pages_dirty_lock(tt->pages, tt->num, true);
}

int good_vecs(struct bio_vec *bv, unsigned long addr, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (pin_user_pages_fast(addr + i * PAGE_SIZE, 1, 0, &page) != 1)
			goto undo;
		bvec_set_page(bv + 0 + i, page, PAGE_SIZE, 0);
	}
	return 0;
undo:
	while (i-- > 0)
		unpin_user_page(bv[i].bv_page);
	return -EFAULT;
}

int bad_vecs(unsigned long addr, int n)
{
	struct bio_vec *bv = kcalloc(n, sizeof(*bv), GFP_KERNEL);
	struct page *page;
	int i;

	if (!bv)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		if (pin_user_pages_fast(addr + i * PAGE_SIZE, 1, 0, &page) != 1) {
			kfree(bv);
			return -EFAULT; //~ PF101 pin_user_pages_fast
		}
		bvec_set_page(bv + i, page, PAGE_SIZE, 0);
	}
	while (i-- > 0)
		unpin_user_page(bv[i].bv_page);
	kfree(bv);
	return 0;
}
