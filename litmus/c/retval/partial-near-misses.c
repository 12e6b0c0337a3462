// SPDX-License-Identifier: MIT
/*
 * about: Fewer pages than asked for are seen by a sum, by a helper's comparison or by a size; and one use that is not.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>

struct tub;

int tub_fill(struct tub *t, struct page **pages, int n);

int bad_loop_over_all(struct tub *t, unsigned long addr, struct page **pages, int want)
{
	int i, n, sum = 0;

	n = get_user_pages_fast(addr, want, 0, pages); //~ PF502 all entries
	if (n < 0)
		return n;
	for (i = 0; i < want; i++)
		sum += tub_fill(t, &pages[i], 1);
	release_pages(pages, n);
	return sum;
}

int good_loop_over_got(struct tub *t, unsigned long addr, struct page **pages, int want)
{
	int i, n, sum = 0;

	n = get_user_pages_fast(addr, want, 0, pages);
	if (n < 0)
		return n;
	for (i = 0; i < n; i++)
		sum += tub_fill(t, &pages[i], 1);
	release_pages(pages, n);
	return sum;
}

int good_rest_is_compared(struct tub *t, unsigned long addr, struct page **pages, int want)
{
	int n, ret;

	n = get_user_pages_fast(addr, want, 0, pages);
	if (n < 0)
		return n;
	if (n * PAGE_SIZE < want * PAGE_SIZE) {
		release_pages(pages, n);
		return -EFAULT;
	}
	ret = tub_fill(t, pages, want);
	release_pages(pages, n);
	return ret;
}
