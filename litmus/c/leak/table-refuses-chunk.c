// SPDX-License-Identifier: MIT
/*
 * about: The table of the object does not take the last pages, and the function that ends the object knows only the table.
 * source: invented; the shape of drivers/infiniband/core/umem.c:ib_umem_get() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct mosaic {
	struct sg_append_table table;
};

static void mosaic_end(struct mosaic *m)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sgtable_sg(&m->table.sgt, sg, i)
		unpin_user_page(sg_page(sg));
	sg_free_append_table(&m->table);
}

struct mosaic *bad_mosaic_lay(unsigned long addr, unsigned int want)
{
	struct mosaic *m = kzalloc(sizeof(*m), GFP_KERNEL);
	struct page **tiles;
	int n, ret;

	if (!m)
		return ERR_PTR(-ENOMEM);
	tiles = kvmalloc_array(want, sizeof(*tiles), GFP_KERNEL);
	if (!tiles) {
		kfree(m);
		return ERR_PTR(-ENOMEM);
	}
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, tiles);
	if (n < 0) {
		ret = n;
		goto fail;
	}
	ret = sg_alloc_append_table_from_pages(&m->table, tiles, n, 0, (size_t)n << PAGE_SHIFT, UINT_MAX, 0, GFP_KERNEL);
	if (ret)
		goto fail;
	kvfree(tiles);
	return m;
fail:
	mosaic_end(m);
	kvfree(tiles);
	kfree(m);
	return ERR_PTR(ret); //~ PF101 not released on this path
}

struct mosaic *good_mosaic_lay(unsigned long addr, unsigned int want)
{
	struct mosaic *m = kzalloc(sizeof(*m), GFP_KERNEL);
	struct page **tiles;
	int n, ret;

	if (!m)
		return ERR_PTR(-ENOMEM);
	tiles = kvmalloc_array(want, sizeof(*tiles), GFP_KERNEL);
	if (!tiles) {
		kfree(m);
		return ERR_PTR(-ENOMEM);
	}
	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, tiles);
	if (n < 0) {
		ret = n;
		goto fail;
	}
	ret = sg_alloc_append_table_from_pages(&m->table, tiles, n, 0, (size_t)n << PAGE_SHIFT, UINT_MAX, 0, GFP_KERNEL);
	if (ret) {
		unpin_user_pages(tiles, n);
		goto fail;
	}
	/* From here on the table has them. */
	ret = dma_map_sgtable(NULL, &m->table.sgt, DMA_TO_DEVICE, 0);
	if (ret)
		goto fail;
	kvfree(tiles);
	return m;
fail:
	mosaic_end(m);
	kvfree(tiles);
	kfree(m);
	return ERR_PTR(ret);
}
