// SPDX-License-Identifier: MIT
/*
 * about: The wrapper returns the page or ERR_PTR().
 * source: convention of get_user_page_vma_remote() (v6.5)
 * status: active
 */
#include <linux/mm.h>
#include <linux/err.h>

int verdict(int kind);

static struct page *pinned_page(unsigned long addr)
{
	struct page *page;
	int ret = pin_user_pages_fast(addr, 1, 0, &page);

	if (ret < 0)
		return ERR_PTR(ret);
	if (ret == 0)
		return ERR_PTR(-EFAULT);
	return page;
}

int bad_forgets_one(unsigned long addr)
{
	struct page *page = pinned_page(addr);
	int kind;

	if (IS_ERR(page))
		return PTR_ERR(page);
	kind = page_to_nid(page);
	if (kind < 0)
		return kind; //~ PF101 pinned_page
	unpin_user_page(page);
	return verdict(kind);
}

int good_forgets_none(unsigned long addr)
{
	struct page *page = pinned_page(addr);
	int kind;

	if (IS_ERR(page))
		return PTR_ERR(page);
	kind = page_to_nid(page);
	unpin_user_page(page);
	if (kind < 0)
		return kind;
	return verdict(kind);
}
