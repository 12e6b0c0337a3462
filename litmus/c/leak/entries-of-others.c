// SPDX-License-Identifier: MIT
/*
 * about: A macro runs over the list of an object, and the pages go into its entries: the object keeps them.
 * source: invented; the shape of drivers/infiniband/core/umem.c (v5.0)
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct tally {
	struct sg_table table;
	int count;
};

struct tally *good_tally_fill(unsigned long addr, struct page **pages)
{
	struct scatterlist *sg, *from;
	struct tally *t;
	int i, n, ret = 0;

	t = kzalloc(sizeof(*t), GFP_KERNEL);
	if (!t)
		return ERR_PTR(-ENOMEM);
	ret = sg_alloc_table(&t->table, 8, GFP_KERNEL);
	if (ret)
		goto out;
	from = t->table.sgl;
	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, pages);
	if (n != 8) {
		if (n > 0)
			unpin_user_pages(pages, n);
		ret = -EFAULT;
		goto out;
	}
	for_each_sg(from, sg, n, i)
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	t->count = n;
out:
	free_page((unsigned long)pages);
	if (ret)
		kfree(t);
	return ret ? ERR_PTR(ret) : t;
}

int bad_before_entries(struct tally *t, unsigned long addr, struct page **pages)
{
	struct scatterlist *sg;
	int i, n;

	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, pages);
	if (n != 8) {
		if (n > 0)
			unpin_user_pages(pages, n);
		free_page((unsigned long)pages);
		return -EFAULT;
	}
	if (t->count) {
		free_page((unsigned long)pages);
		return -EBUSY; //~ PF101
	}
	for_each_sg(t->table.sgl, sg, n, i)
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	t->count = n;
	free_page((unsigned long)pages);
	return 0;
}

void tally_drop(struct tally *t)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(t->table.sgl, sg, t->count, i) {
		set_page_dirty_lock(sg_page(sg));
		unpin_user_page(sg_page(sg));
	}
	sg_free_table(&t->table);
	kfree(t);
}
