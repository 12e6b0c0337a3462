// SPDX-License-Identifier: MIT
/*
 * about: The function that ends an object frees the array in it and forgets the pages; other files know the object as well.
 * source: invented; the shape of net/xdp/xdp_umem.c:xdp_umem_unpin_pages() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/barrel.h>

int barrel_fill(struct barrel *b, unsigned long addr, int want)
{
	int n;

	b->staves = kvcalloc(want, sizeof(*b->staves), GFP_KERNEL);
	if (!b->staves)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, b->staves);
	if (n < want) {
		if (n > 0)
			unpin_user_pages(b->staves, n);
		kvfree(b->staves);
		return -EFAULT;
	}
	b->n = n;
	return 0;
}

void bad_barrel_end(struct barrel *b)
{
	kvfree(b->staves); //~ PF101 frees struct barrel.staves
	b->staves = NULL;
}

int cask_fill(struct cask *c, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->staves);

	if (n < want) {
		if (n > 0)
			unpin_user_pages(c->staves, n);
		return -EFAULT;
	}
	c->n = n;
	return 0;
}

void good_cask_end(struct cask *c)
{
	unpin_user_pages(c->staves, c->n);
	kvfree(c->staves);
}

/* A cask of another kind has pages of its own in the field. */
void good_plain_cask_end(struct cask *c)
{
	kvfree(c->staves);
}
