// SPDX-License-Identifier: MIT
/*
 * about: A request that takes pages and lets them go again is not the later request that another one's pages wait for.
 * source: drivers/media/pci/ivtv/ivtv-udma.c and ivtv-yuv.c (v6.12): both fill one map, each transfer empties it again
 * status: active
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct reel {
	struct device *dev;
	struct page *map[16];
	int nr;
};

int reel_run(struct reel *r);

static void reel_unmap(struct reel *r)
{
	unpin_user_pages(r->map, r->nr);
	r->nr = 0;
}

int good_reel_setup(struct reel *r, unsigned long addr, int want)
{
	int n = pin_user_pages_unlocked(addr, want, r->map, 0);

	if (n != want) {
		if (n > 0)
			unpin_user_pages(r->map, n);
		return -EFAULT;
	}
	r->nr = n;
	return 0;
}

static int reel_prepare(struct reel *r, unsigned long addr, int want)
{
	int n = pin_user_pages_unlocked(addr, want, r->map, 0);

	if (n != want) {
		if (n > 0)
			unpin_user_pages(r->map, n);
		return -EFAULT;
	}
	r->nr = n;
	return 0;
}

int good_reel_frame(struct reel *r, unsigned long addr, int want)
{
	int ret = reel_prepare(r, addr, want);

	if (ret)
		return ret;
	ret = reel_run(r);
	reel_unmap(r);
	return ret;
}

struct spool {
	struct page *map[16];
	int nr;
};

int bad_spool_load(struct spool *s, unsigned long addr, int want)
{
	int n = pin_user_pages_unlocked(addr, want, s->map, 0); //~ PF402 spool_unload

	if (n != want) {
		if (n > 0)
			unpin_user_pages(s->map, n);
		return -EFAULT;
	}
	s->nr = n;
	return 0;
}

void spool_unload(struct spool *s)
{
	unpin_user_pages(s->map, s->nr);
	s->nr = 0;
}
