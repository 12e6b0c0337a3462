// SPDX-License-Identifier: MIT
/*
 * about: Pages are given away one by one, and the function returns when one of them is not taken.
 * source: block/bio.c:__bio_iov_append_get_pages() (v5.9), commit d9cf3bd53184
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct train;

int train_couple(struct train *t, struct page *page);

int bad_train(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages); //~| acquired here
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		struct page *page = pages[i];

		if (train_couple(t, page))
			return -ENOSPC; //~ PF101 in the middle of the loop
	}
	return 0;
}

int good_train(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_couple(t, pages[i]))
			break;
	}
	if (i == n)
		return 0;
	while (i < n)
		put_page(pages[i++]);
	return -ENOSPC;
}

int good_train_at_once(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_couple(t, pages[i])) {
			release_pages(pages + i, n - i);
			return -ENOSPC;
		}
	}
	return 0;
}
