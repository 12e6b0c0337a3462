// SPDX-License-Identifier: MIT
/*
 * about: A function sets the number of an object's pages to 0 and lets none of them go.
 * source: invented; the shape of drivers/media/pci/ivtv/ivtv-udma.c:ivtv_udma_unmap() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/pasture.h>

int flock_gather(struct flock *f, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, 0, f->map);

	if (n != want) {
		if (n > 0)
			unpin_user_pages(f->map, n);
		return -EFAULT;
	}
	f->sheep = want;
	return 0;
}

int bad_flock_scatter(struct flock *f)
{
	if (f->sheep == 0)
		return -EINVAL;
	memset(f->map, 0, sizeof(f->map));
	f->sheep = 0; //~ PF101 clears struct flock.sheep
	return 0;
}

int herd_gather(struct herd *h, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, 0, h->map);

	if (n != want) {
		if (n > 0)
			unpin_user_pages(h->map, n);
		return -EFAULT;
	}
	h->count = want;
	return 0;
}

/* The number is that of other things as well. */
void herd_lend(struct herd *h, int others)
{
	h->own = false;
	h->count = others;
}

void good_herd_return(struct herd *h)
{
	if (h->count && !h->own) {
		memset(h->map, 0, sizeof(h->map));
		h->count = 0;
	}
}
