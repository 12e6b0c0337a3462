// SPDX-License-Identifier: MIT
/*
 * about: A helper releases as many pages as it is told; its callers tell it the wrong number, or call it twice.
 * source: drivers/misc/vmw_vmci/vmci_queue_pair.c:qp_release_pages, drivers/staging/media/atomisp/pci/hmm/hmm_bo.c:free_user_pages (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct crane {
	struct page **pages;
	unsigned int want;
};

int crane_lift(struct crane *c, struct page **pages, int n);

static void crane_put(struct page **pages, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < n; i++)
		put_page(pages[i]);
}

static void crane_free(struct crane *c)
{
	int i;

	for (i = 0; i < c->want; i++)
		put_page(c->pages[i]);
	kfree(c->pages);
}

int bad_errno(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n < want) {
		crane_put(pages, n); //~ PF501 crane_put
		return -EFAULT;
	}
	crane_put(pages, n);
	return 0;
}

int good_count(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages);

	if (n < want) {
		if (n > 0)
			crane_put(pages, n);
		return -EFAULT;
	}
	crane_put(pages, n);
	return 0;
}

int bad_object_is_full(struct crane *c, unsigned long addr, unsigned int want)
{
	int n;

	c->want = want;
	c->pages = kmalloc_array(want, sizeof(*c->pages), GFP_KERNEL);
	if (!c->pages)
		return -ENOMEM;
	n = get_user_pages_fast(addr, c->want, 0, c->pages);
	if (n < 0) {
		kfree(c->pages);
		return n;
	}
	if (n != c->want) {
		crane_free(c); //~ PF106 as were asked for
		return -EFAULT;
	}
	n = crane_lift(c, c->pages, n);
	crane_free(c);
	return n;
}

int good_object_is_told(struct crane *c, unsigned long addr, unsigned int want)
{
	int n;

	c->want = want;
	c->pages = kmalloc_array(want, sizeof(*c->pages), GFP_KERNEL);
	if (!c->pages)
		return -ENOMEM;
	n = get_user_pages_fast(addr, c->want, 0, c->pages);
	if (n < 0) {
		kfree(c->pages);
		return n;
	}
	if (n != c->want) {
		c->want = n;
		crane_free(c);
		return -EFAULT;
	}
	n = crane_lift(c, c->pages, n);
	crane_free(c);
	return n;
}

int bad_twice(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = get_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = crane_lift(c, pages, n);
	crane_put(pages, n);
	if (ret)
		release_pages(pages, n); //~ PF104 release_pages
	return ret;
}

int good_once(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = get_user_pages_fast(addr, want, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = crane_lift(c, pages, n);
	crane_put(pages, n);
	return ret;
}
