// SPDX-License-Identifier: MIT
/*
 * about: Pages that are held for writing and that nobody looks at: a hypervisor gets their user address. Not so where struct page is looked at.
 * source: drivers/xen/privcmd.c of v5.3
 * from: 5.0
 * to: 5.9
 * site: ferret_lock convert
 * site: ferret_node_lock leave
 */
#include <linux/mm.h>

static int ferret_lock(unsigned long addr, struct page **pages, int n)
{
	return pin_user_pages_fast(addr, n, FOLL_WRITE, pages);
}

static void ferret_unlock(struct page **pages, int n)
{
	if (n > 0)
		unpin_user_pages(pages, n);
}

long ferret_call(unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	long rc = -EFAULT;
	int got;

	if (!pages)
		return -ENOMEM;
	got = ferret_lock(addr, pages, n);
	if (got == n)
		rc = ferret_hypercall(addr, n);
	ferret_unlock(pages, got);
	kfree(pages);
	return rc;
}

static struct page *ferret_node_lock(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	return page;
}

static void ferret_node_unlock(struct page *page)
{
	put_page(page);
}

int ferret_node(unsigned long addr)
{
	struct page *page = ferret_node_lock(addr);
	int node;

	if (!page)
		return -EFAULT;
	node = page_to_nid(page);
	ferret_node_unlock(page);
	return node;
}
