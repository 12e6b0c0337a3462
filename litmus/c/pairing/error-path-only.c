// SPDX-License-Identifier: MIT
/*
 * about: The normal release fits; the one on the error path is of the other family.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct sieve;

int sieve_run(struct sieve *s, struct page **pages, int n);

int bad_error_path(struct sieve *s, unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, 0, pages);

	if (n < 0)
		return n;
	if (n < want) {
		for (i = 0; i < n; i++)
			put_page(pages[i]); //~ PF201 put_page
		return -EFAULT;
	}
	n = sieve_run(s, pages, want);
	unpin_user_pages(pages, want);
	return n;
}

int good_error_path(struct sieve *s, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages);

	if (n < 0)
		return n;
	if (n < want) {
		unpin_user_pages(pages, n);
		return -EFAULT;
	}
	n = sieve_run(s, pages, want);
	unpin_user_pages(pages, want);
	return n;
}
