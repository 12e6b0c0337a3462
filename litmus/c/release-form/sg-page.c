// SPDX-License-Identifier: MIT
/*
 * about: Pages go into an sg table in a loop and come back by sg_page().
 * source: shape of drivers/accel/qaic and drivers/infiniband; written anew
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct lift {
	struct sg_table sgt;
};

int good_lift_load(struct lift *l, unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	struct scatterlist *sg;
	int i, n, ret;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, pages); //~ site kind=pin releases=unpin_user_pages@good_lift_load,unpin_user_page@good_lift_unload
	if (n <= 0) {
		kvfree(pages);
		return n ? n : -EFAULT;
	}
	ret = sg_alloc_table(&l->sgt, n, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(pages, n);
		kvfree(pages);
		return ret;
	}
	for_each_sgtable_sg(&l->sgt, sg, i)
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	kvfree(pages);
	return 0;
}

void good_lift_unload(struct lift *l)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_sg(&l->sgt, sg, i)
		unpin_user_page(sg_page(sg));
	sg_free_table(&l->sgt);
}

struct hoist {
	struct sg_table sgt;
};

int hoist_load(struct hoist *h, unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	struct scatterlist *sg;
	int i, n, ret;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, pages); //~ site kind=pin releases=unpin_user_pages@hoist_load,put_page@bad_hoist_unload
	if (n <= 0) {
		kvfree(pages);
		return n ? n : -EFAULT;
	}
	ret = sg_alloc_table(&h->sgt, n, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(pages, n);
		kvfree(pages);
		return ret;
	}
	for_each_sgtable_sg(&h->sgt, sg, i)
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	kvfree(pages);
	return 0;
}

void bad_hoist_unload(struct hoist *h)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_sg(&h->sgt, sg, i)
		put_page(sg_page(sg)); //~ PF201 put_page
	sg_free_table(&h->sgt);
}
