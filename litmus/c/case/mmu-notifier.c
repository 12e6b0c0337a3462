// SPDX-License-Identifier: MIT
/*
 * about: An mmu notifier takes the pages away when the mapping changes: case 3.
 * source: Documentation/core-api/pin_user_pages.rst, case 3; drivers/gpu/drm/radeon (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>
#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct mirror {
	struct mmu_interval_notifier notifier;
	struct device *dev;
	struct page *pages[16];
	struct sg_table sgt;
	int nr;
};

static void mirror_drop(struct mirror *m)
{
	dma_unmap_sgtable(m->dev, &m->sgt, DMA_TO_DEVICE, 0);
	sg_free_table(&m->sgt);
	release_pages(m->pages, m->nr);
	m->nr = 0;
}

static bool mirror_invalidate(struct mmu_interval_notifier *mni, const struct mmu_notifier_range *range, unsigned long seq)
{
	struct mirror *m = container_of(mni, struct mirror, notifier);

	mmu_interval_set_seq(mni, seq);
	if (m->nr > 0)
		mirror_drop(m);
	return true;
}

static const struct mmu_interval_notifier_ops mirror_ops = {
	.invalidate = mirror_invalidate,
};

int good_mirror_map(struct mirror *m, unsigned long addr)
{
	int ret;

	m->nr = get_user_pages_fast(addr, 16, 0, m->pages); //~ site kind=get case=3 access=dev-read releases=release_pages@good_mirror_map,release_pages@mirror_drop
	if (m->nr <= 0)
		return -EFAULT;
	ret = sg_alloc_table_from_pages(&m->sgt, m->pages, m->nr, 0, (size_t)m->nr << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto release;
	ret = dma_map_sgtable(m->dev, &m->sgt, DMA_TO_DEVICE, 0);
	if (ret)
		goto free;
	return 0;
free:
	sg_free_table(&m->sgt);
release:
	release_pages(m->pages, m->nr);
	m->nr = 0;
	return ret;
}
