// SPDX-License-Identifier: MIT
/*
 * about: A converted acquire whose release loop was not converted.
 * source: net/rds/ib_rdma.c:__rds_ib_teardown_mr (v5.9 to v6.1), written anew
 * status: active
 * sites: all
 */
#include <linux/mm.h>

void blit(struct page **pages, int n);

int bad_put_loop(unsigned long addr, struct page **pages, int want)
{
	int i, n;

	n = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin releases=put_page@bad_put_loop
	//~|^ pinned here
	if (n <= 0)
		return -EFAULT;
	blit(pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]); //~ PF201 put_page
	return 0;
}

int good_unpin_loop(unsigned long addr, struct page **pages, int want)
{
	int i, n;

	n = pin_user_pages_fast(addr, want, 0, pages); //~ site kind=pin releases=unpin_user_page@good_unpin_loop
	if (n <= 0)
		return -EFAULT;
	blit(pages, n);
	for (i = 0; i < n; i++)
		unpin_user_page(pages[i]);
	return 0;
}
