// SPDX-License-Identifier: MIT
/*
 * about: The object is freed with its pages still in it.
 * source: invented; the class of drivers/platform and cifs_aio_ctx_release (v5.0)
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct leaky {
	struct page **pages;
	long count;
};

struct tight {
	struct page **pages;
	long count;
};

int bad_leaky_fill(struct leaky *b, unsigned long addr, long want)
{
	b->count = pin_user_pages_fast(addr, want, FOLL_LONGTERM, b->pages); //~ PF103 pin_user_pages_fast
	//~^ site kind=pin releases=none
	if (b->count <= 0)
		return -EFAULT;
	return 0;
}

void leaky_free(struct leaky *b)
{
	kfree(b->pages);
	kfree(b);
}

int good_tight_fill(struct tight *b, unsigned long addr, long want)
{
	b->count = pin_user_pages_fast(addr, want, FOLL_LONGTERM, b->pages); //~ site kind=pin releases=unpin_user_pages@tight_free
	if (b->count <= 0)
		return -EFAULT;
	return 0;
}

void tight_free(struct tight *b)
{
	if (b->count > 0)
		unpin_user_pages(b->pages, b->count);
	kfree(b->pages);
	kfree(b);
}
