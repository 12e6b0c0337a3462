// SPDX-License-Identifier: MIT
/*
 * about: folio_put() and unpin_user_folio() release what was taken as pages.
 * source: kernel/futex/core.c:get_futex_key (v6.12) and io_uring/rsrc.c (v6.12)
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

unsigned long key_of(struct folio *folio);

unsigned long good_folio_put(unsigned long addr)
{
	struct page *page;
	struct folio *folio;
	unsigned long key;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=get releases=folio_put@good_folio_put
		return 0;
	folio = page_folio(page);
	key = key_of(folio);
	folio_put(folio);
	return key;
}

unsigned long bad_folio_put(unsigned long addr)
{
	struct page *page;
	struct folio *folio;
	unsigned long key;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=pin releases=folio_put@bad_folio_put
		return 0;
	folio = page_folio(page);
	key = key_of(folio);
	folio_put(folio); //~ PF201 folio_put
	return key;
}

unsigned long good_unpin_folio(unsigned long addr)
{
	struct page *page;
	struct folio *folio;
	unsigned long key;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=pin releases=unpin_user_folio@good_unpin_folio
		return 0;
	folio = page_folio(page);
	key = key_of(folio);
	unpin_user_folio(folio, 1);
	return key;
}
