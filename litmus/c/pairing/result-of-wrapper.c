// SPDX-License-Identifier: MIT
/*
 * about: A local array is only ever what the pinning helper returns, and is let go as if it were the driver's own pages.
 * source: invented; the shape of io_uring/kbuf.c:io_pin_pbuf_ring() with release_pages(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

void *loom_map(struct page **pages, int n);

static struct page **loom_pin(unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int n;

	if (!pages)
		return ERR_PTR(-ENOMEM);
	n = pin_user_pages_fast(addr, want, FOLL_WRITE | FOLL_LONGTERM, pages);
	if (n == want)
		return pages;
	if (n > 0)
		unpin_user_pages(pages, n);
	kvfree(pages);
	return ERR_PTR(-EFAULT);
}

void loom_sew(void *cloth, struct page *hem);

static struct page *loom_hem(void)
{
	return alloc_page(GFP_KERNEL);
}

/* The driver also has pages of its own. */
static struct page **loom_alloc(int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int i;

	for (i = 0; pages && i < want; i++)
		pages[i] = alloc_page(GFP_KERNEL);
	return pages;
}

int bad_loom_weave(unsigned long addr, int want)
{
	struct page **pages = loom_pin(addr, want);
	struct page *hem = loom_hem();
	void *cloth;

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	cloth = loom_map(pages, want);
	loom_sew(cloth, hem);
	release_pages(pages, want); //~ PF201
	kvfree(pages);
	return cloth ? 0 : -ENOMEM;
}

int good_loom_weave(unsigned long addr, int want)
{
	struct page **pages = loom_pin(addr, want);
	void *cloth;

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	cloth = loom_map(pages, want);
	unpin_user_pages(pages, want);
	kvfree(pages);
	return cloth ? 0 : -ENOMEM;
}

int good_loom_own(int want)
{
	struct page **pages = loom_alloc(want);
	void *cloth;

	if (!pages)
		return -ENOMEM;
	cloth = loom_map(pages, want);
	release_pages(pages, want);
	kvfree(pages);
	return cloth ? 0 : -ENOMEM;
}
