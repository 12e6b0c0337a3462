// SPDX-License-Identifier: MIT
/*
 * about: Pages are taken for either direction and released in the block that marks them dirty for one of them.
 * source: DMA character devices: a transfer to the device is never let go
 * status: active
 */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct ferry {
	struct page **pages;
	int nr;
	int dir;
	bool started;
};

static int ferry_load(struct ferry *f, unsigned long addr, int want)
{
	int n = get_user_pages_fast(
		addr, want, f->dir == DMA_FROM_DEVICE ? FOLL_WRITE : 0, f->pages);

	if (n < 0)
		return n;
	f->nr = n;
	return 0;
}

static void bad_ferry_unload(struct ferry *f)
{
	int i;

	if (f->started && f->dir == DMA_FROM_DEVICE) {
		for (i = 0; i < f->nr; i++) {
			set_page_dirty_lock(f->pages[i]);
			put_page(f->pages[i]); //~ PF101 only if f->started && f->dir == DMA_FROM_DEVICE
		}
	}
	f->nr = 0;
}

int ferry_run(struct ferry *f, unsigned long addr, int want)
{
	int ret = ferry_load(f, addr, want);

	if (ret)
		return ret;
	bad_ferry_unload(f);
	return 0;
}

struct canoe {
	struct page **pages;
	int nr;
	int dir;
};

static int good_canoe_load(struct canoe *c, unsigned long addr, int want)
{
	int n = get_user_pages_fast(
		addr, want, c->dir == DMA_FROM_DEVICE ? FOLL_WRITE : 0, c->pages);

	if (n < 0)
		return n;
	c->nr = n;
	return 0;
}

/* The test is for the mark alone. */
static void good_canoe_unload(struct canoe *c)
{
	int i;

	for (i = 0; i < c->nr; i++) {
		if (c->dir == DMA_FROM_DEVICE)
			set_page_dirty_lock(c->pages[i]);
		put_page(c->pages[i]);
	}
}

int good_canoe(struct canoe *c, unsigned long addr, int want)
{
	int ret = good_canoe_load(c, addr, want);

	if (ret)
		return ret;
	good_canoe_unload(c);
	return 0;
}

struct barge {
	struct page **pages;
	int nr;
	int dir;
};

/* Pages are taken for one direction only. */
static int good_barge_load(struct barge *b, unsigned long addr, int want)
{
	int n;

	if (b->dir != DMA_FROM_DEVICE)
		return 0;
	n = get_user_pages_fast(addr, want, FOLL_WRITE, b->pages);
	if (n < 0)
		return n;
	b->nr = n;
	return 0;
}

static void good_barge_unload(struct barge *b)
{
	int i;

	if (b->dir == DMA_FROM_DEVICE) {
		for (i = 0; i < b->nr; i++) {
			set_page_dirty_lock(b->pages[i]);
			put_page(b->pages[i]);
		}
	}
}

int good_barge(struct barge *b, unsigned long addr, int want)
{
	int ret = good_barge_load(b, addr, want);

	if (ret)
		return ret;
	good_barge_unload(b);
	return 0;
}
