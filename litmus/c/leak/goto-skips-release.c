// SPDX-License-Identifier: MIT
/*
 * about: The error exit jumps past the label that releases.
 * source: Documentation/process/coding-style.rst, section 7, gone wrong
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>

struct plotter;

int plotter_draw(struct plotter *p, struct sg_table *sgt);

int bad_wrong_label(struct plotter *p, unsigned long start, int want)
{
	struct page **pages;
	struct sg_table sgt;
	int got, ret;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(start, want, 0, pages); //~ site kind=pin releases=unpin_user_pages@bad_wrong_label
	//~|^ acquired here
	if (got < 0) {
		ret = got;
		goto free_array;
	}
	if (got < want) {
		ret = -EFAULT;
		goto unpin;
	}
	ret = sg_alloc_table_from_pages(&sgt, pages, got, 0, (unsigned long)got << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto free_array;
	ret = plotter_draw(p, &sgt);
	sg_free_table(&sgt);
unpin:
	unpin_user_pages(pages, got);
free_array:
	kfree(pages);
	return ret; //~ PF101 pin_user_pages_fast
}

int good_right_label(struct plotter *p, unsigned long start, int want)
{
	struct page **pages;
	struct sg_table sgt;
	int got, ret;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(start, want, 0, pages);
	if (got < 0) {
		ret = got;
		goto free_array;
	}
	if (got < want) {
		ret = -EFAULT;
		goto unpin;
	}
	ret = sg_alloc_table_from_pages(&sgt, pages, got, 0, (unsigned long)got << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = plotter_draw(p, &sgt);
	sg_free_table(&sgt);
unpin:
	unpin_user_pages(pages, got);
free_array:
	kfree(pages);
	return ret;
}
