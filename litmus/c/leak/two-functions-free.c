// SPDX-License-Identifier: MIT
/*
 * about: Two functions end an object and free the array in it; one of them lets the pages go, the other forgets to.
 * source: invented; the shape of drivers/accel/qaic/qaic_control.c:cleanup_xfer() without its put_page(), v6.12
 * status: active
 */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct haul {
	struct list_head link;
	struct page **crates;
	int n;
};

static int haul_load(struct haul *h, unsigned long addr, int want)
{
	struct page **crates = kcalloc(want, sizeof(*crates), GFP_KERNEL);
	int n;

	if (!crates)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, crates);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(crates, n);
		kfree(crates);
		return -EFAULT;
	}
	h->crates = crates;
	h->n = n;
	return 0;
}

static void good_haul_end(struct haul *h)
{
	unpin_user_pages(h->crates, h->n);
	kfree(h->crates);
}

static void bad_haul_undo(struct haul *h)
{
	kfree(h->crates); //~ PF101 frees struct haul.crates
	h->n = 0;
}

int haul_run(struct haul *h, unsigned long addr, int want, bool keep)
{
	int ret = haul_load(h, addr, want);

	if (ret)
		return ret;
	if (keep)
		good_haul_end(h);
	else
		bad_haul_undo(h);
	return 0;
}

struct wagon {
	struct page **crates;
	int n;
};

static int wagon_load(struct wagon *w, unsigned long addr, int want)
{
	w->crates = kcalloc(want, sizeof(*w->crates), GFP_KERNEL);
	if (!w->crates)
		return -ENOMEM;
	w->n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, w->crates);
	if (w->n != want) {
		if (w->n > 0)
			unpin_user_pages(w->crates, w->n);
		kfree(w->crates);
		return -EFAULT;
	}
	return 0;
}

/* It leaves NULL, so that what comes later frees nothing. */
static void good_wagon_empty(struct wagon *w)
{
	unpin_user_pages(w->crates, w->n);
	kfree(w->crates);
	w->crates = NULL;
}

static void good_wagon_end(struct wagon *w)
{
	kfree(w->crates);
	kfree(w);
}

int wagon_run(struct wagon *w, unsigned long addr, int want)
{
	int ret = wagon_load(w, addr, want);

	if (!ret)
		good_wagon_empty(w);
	good_wagon_end(w);
	return ret;
}

struct cart {
	struct page **crates;
	int n;
};

static int cart_load(struct cart *c, unsigned long addr, int want)
{
	c->crates = kcalloc(want, sizeof(*c->crates), GFP_KERNEL);
	if (!c->crates)
		return -ENOMEM;
	c->n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, c->crates);
	if (c->n != want) {
		if (c->n > 0)
			unpin_user_pages(c->crates, c->n);
		kfree(c->crates);
		return -EFAULT;
	}
	return 0;
}

/* Pages of another kind come into the same field. */
static int cart_load_own(struct cart *c, struct page **own)
{
	c->crates = own;
	return 0;
}

static void good_cart_end(struct cart *c)
{
	unpin_user_pages(c->crates, c->n);
	kfree(c->crates);
}

static void good_cart_end_own(struct cart *c)
{
	kfree(c->crates);
}

int cart_run(struct cart *c, unsigned long addr, int want, struct page **own)
{
	int ret = own ? cart_load_own(c, own) : cart_load(c, addr, want);

	if (ret)
		return ret;
	if (own)
		good_cart_end_own(c);
	else
		good_cart_end(c);
	return 0;
}
