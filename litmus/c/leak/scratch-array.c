// SPDX-License-Identifier: MIT
/*
 * about: An array in the object is only there to take pages on their way into a list; a failure leaves them in it.
 * source: invented; the shape of drivers/vhost/scsi.c:vhost_scsi_map_to_sgl() without its put_page(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct ferry {
	struct page **quay;
	struct scatterlist *deck;
};

struct ferry *ferry_build(int room)
{
	struct ferry *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return NULL;
	f->quay = kcalloc(room, sizeof(*f->quay), GFP_KERNEL);
	f->deck = kcalloc(room, sizeof(*f->deck), GFP_KERNEL);
	return f;
}

int bad_ferry_board(struct ferry *f, unsigned long addr, int want, int limit)
{
	struct page **quay = f->quay;
	int n, i;

	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, quay);
	if (n <= 0)
		return -EFAULT;
	if (n > limit)
		return -EINVAL; //~ PF101 from which no other function takes them
	for (i = 0; i < n; i++)
		sg_set_page(&f->deck[i], quay[i], PAGE_SIZE, 0);
	sg_mark_end(&f->deck[n - 1]);
	return 0;
}

void ferry_land(struct ferry *f)
{
	struct scatterlist *sg;

	for (sg = f->deck; sg; sg = sg_next(sg))
		unpin_user_page(sg_page(sg));
}

struct barge {
	struct page **quay;
	struct scatterlist *deck;
	int n;
};

int good_barge_board(struct barge *b, unsigned long addr, int want, int limit)
{
	struct page **quay = b->quay;
	int n, i;

	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, quay);
	if (n <= 0)
		return -EFAULT;
	b->n = n;
	if (n > limit)
		return -EINVAL;
	for (i = 0; i < n; i++)
		sg_set_page(&b->deck[i], quay[i], PAGE_SIZE, 0);
	return 0;
}

/* The array is what the end of the object releases by. */
void barge_land(struct barge *b)
{
	unpin_user_pages(b->quay, b->n);
	b->n = 0;
}
