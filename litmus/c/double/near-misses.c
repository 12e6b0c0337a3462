// SPDX-License-Identifier: MIT
/*
 * about: Two releases that are right: other pages, other rounds, other paths, a reset in between, a further reference.
 * source: invented; kernel/futex/core.c:get_futex_key (v6.1) takes the page again, kernel/events/uprobes.c (v5.3) has the helper
 * status: active
 * expect: none
 */
#include <linux/mm.h>

struct loom {
	struct page **pages;
	int nr;
};

int loom_weave(struct loom *l, struct page *page);
struct page *loom_next(struct loom *l);

/* The reference that the page table had, and only when it had one. */
static int loom_swap(struct loom *l, struct page *page)
{
	int ret = loom_weave(l, page);

	if (ret)
		return ret;
	put_page(page);
	return 0;
}

int good_other_reference(struct loom *l, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = loom_swap(l, page);
	put_page(page);
	return ret;
}

int good_taken_again(struct loom *l, unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, FOLL_WRITE, &page);

	if (ret == -EFAULT)
		ret = get_user_pages_fast(addr, 1, 0, &page);
	if (ret < 0)
		return ret;
	ret = loom_weave(l, page);
	put_page(page);
	return ret;
}

void good_field_reset(struct loom *l, bool early)
{
	if (early) {
		unpin_user_pages(l->pages, l->nr);
		l->nr = 0;
	}
	unpin_user_pages(l->pages, l->nr);
}


int good_each_round(struct loom *l, unsigned long addr, int rounds)
{
	struct page *page;
	int ret = 0;

	while (rounds-- && !ret) {
		if (get_user_pages_fast(addr, 1, 0, &page) != 1)
			return -EFAULT;
		ret = loom_weave(l, page);
		put_page(page);
		addr += PAGE_SIZE;
	}
	return ret;
}

int good_either_way(struct loom *l, unsigned long addr, struct page **pages, int want)
{
	int i, ret, n = get_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = loom_weave(l, pages[0]);
	if (ret) {
		release_pages(pages, n);
	} else {
		for (i = 0; i < n; i++)
			put_page(pages[i]);
	}
	return ret;
}
