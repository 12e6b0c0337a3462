// SPDX-License-Identifier: MIT
/*
 * about: sg_alloc_table_from_pages() and a release by range.
 * source: drivers/infiniband/core/umem.c:__ib_umem_release (v6.12), written anew
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct umbra {
	struct sg_table sgt;
	bool writable;
};

int good_umbra_get(struct umbra *u, unsigned long addr, int want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	unsigned int flags = FOLL_LONGTERM;
	int n, ret;

	if (!pages)
		return -ENOMEM;
	if (u->writable)
		flags |= FOLL_WRITE;
	n = pin_user_pages_fast(addr, want, flags, pages); //~ site kind=pin flags=flags lifetime=object releases=unpin_user_pages@good_umbra_get,unpin_user_page_range_dirty_lock@good_umbra_release dirties=unpin_user_page_range_dirty_lock@good_umbra_release
	if (n != want) {
		ret = n < 0 ? n : -EFAULT;
		goto release;
	}
	ret = sg_alloc_table_from_pages(&u->sgt, pages, n, 0, (size_t)n << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto release;
	kvfree(pages);
	return 0;

release:
	if (n > 0)
		unpin_user_pages(pages, n);
	kvfree(pages);
	return ret;
}

void good_umbra_release(struct umbra *u)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sgtable_sg(&u->sgt, sg, i)
		unpin_user_page_range_dirty_lock(sg_page(sg), DIV_ROUND_UP(sg->length, PAGE_SIZE), u->writable);
	sg_free_table(&u->sgt);
}
