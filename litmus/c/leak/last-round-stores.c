// SPDX-License-Identifier: MIT
/*
 * about: Only the last round of a loop hands the pages over: no round is the last one on a path that is not followed.
 * source: invented; the shape of drivers/staging/kpc2000/kpc_dma/fileops.c (v5.9)
 * status: active
 */
#include <linux/mm.h>

struct lorry {
	struct page **pages;
	int count;
	int parts;
};

struct ramp {
	struct lorry *lorry;
	int index;
};

int ramp_open(struct ramp *ramp);
void ramp_go(struct ramp *ramp);

int good_last_round(struct ramp *ramps, unsigned long addr, int want)
{
	struct lorry *lorry;
	int i, n;

	lorry = kzalloc(sizeof(*lorry), GFP_KERNEL);
	if (!lorry)
		return -ENOMEM;
	lorry->pages = kcalloc(want, sizeof(*lorry->pages), GFP_KERNEL);
	n = pin_user_pages_fast(addr, want, FOLL_WRITE, lorry->pages);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(lorry->pages, n);
		kfree(lorry->pages);
		kfree(lorry);
		return -EFAULT;
	}
	lorry->parts = n;
	for (i = 0; i < lorry->parts; i++) {
		ramps[i].index = i;
		if (i == lorry->parts - 1)
			ramps[i].lorry = lorry;
	}
	ramp_go(ramps);
	return 0;
}

int bad_no_round(struct ramp *ramps, unsigned long addr, int want)
{
	struct lorry *lorry;
	int i, n;

	lorry = kzalloc(sizeof(*lorry), GFP_KERNEL);
	if (!lorry)
		return -ENOMEM;
	lorry->pages = kcalloc(want, sizeof(*lorry->pages), GFP_KERNEL);
	n = pin_user_pages_fast(addr, want, FOLL_WRITE, lorry->pages);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(lorry->pages, n);
		kfree(lorry->pages);
		kfree(lorry);
		return -EFAULT;
	}
	lorry->parts = n;
	if (!ramp_open(ramps)) {
		kfree(lorry->pages);
		kfree(lorry);
		return -EBUSY; //~ PF101 not released
	}
	for (i = 0; i < lorry->parts; i++) {
		ramps[i].index = i;
		if (i == lorry->parts - 1)
			ramps[i].lorry = lorry;
	}
	ramp_go(ramps);
	return 0;
}

void lorry_done(struct ramp *ramp)
{
	struct lorry *lorry = ramp->lorry;

	unpin_user_pages_dirty_lock(lorry->pages, lorry->parts, true);
	kfree(lorry->pages);
	kfree(lorry);
}
