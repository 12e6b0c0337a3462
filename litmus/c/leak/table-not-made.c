// SPDX-License-Identifier: MIT
/*
 * about: Where the scatterlist table cannot be made, the array of the object is freed with the pages in it.
 * source: invented; the shape of many map functions of drivers/gpu and drivers/misc
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct quay {
	struct page **pages;
	struct sg_table sgt;
	int nr;
};

int quay_open(struct quay *q);
void quay_close(struct quay *q);

int bad_no_table(struct quay *q, unsigned long addr, int want)
{
	int got, ret;

	q->pages = kvmalloc_array(want, sizeof(*q->pages), GFP_KERNEL);
	if (!q->pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);
	if (got != want) {
		ret = got < 0 ? got : -EFAULT;
		if (got > 0)
			unpin_user_pages(q->pages, got);
		goto free_array;
	}
	ret = sg_alloc_table_from_pages(&q->sgt, q->pages, want, 0, (size_t)want << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto free_array;
	q->nr = want;
	return 0;

free_array:
	kvfree(q->pages);
	q->pages = NULL;
	return ret; //~ PF101
}

int good_no_table(struct quay *q, unsigned long addr, int want)
{
	int got, ret;

	q->pages = kvmalloc_array(want, sizeof(*q->pages), GFP_KERNEL);
	if (!q->pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);
	if (got != want) {
		ret = got < 0 ? got : -EFAULT;
		goto unpin;
	}
	ret = sg_alloc_table_from_pages(&q->sgt, q->pages, want, 0, (size_t)want << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	q->nr = want;
	return 0;

unpin:
	if (got > 0)
		unpin_user_pages(q->pages, got);
	kvfree(q->pages);
	q->pages = NULL;
	return ret;
}

/* The table has the pages by then; who fails lets go of them through it. */
int good_in_table(struct quay *q, unsigned long addr, int want)
{
	int got, ret;

	q->pages = kvmalloc_array(want, sizeof(*q->pages), GFP_KERNEL);
	if (!q->pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, want, FOLL_LONGTERM, q->pages);
	if (got != want) {
		if (got > 0)
			unpin_user_pages(q->pages, got);
		kvfree(q->pages);
		return -EFAULT;
	}
	ret = sg_alloc_table_from_pages(&q->sgt, q->pages, want, 0, (size_t)want << PAGE_SHIFT, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(q->pages, want);
		kvfree(q->pages);
		return ret;
	}
	kvfree(q->pages);
	q->nr = want;
	ret = quay_open(q);
	if (ret)
		quay_close(q);
	return ret;
}

void quay_close(struct quay *q)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_sg(&q->sgt, sg, i)
		unpin_user_page(sg_page(sg));
	sg_free_table(&q->sgt);
}
