// SPDX-License-Identifier: MIT
/*
 * about: ret < want: negative, none and partial take the same exit.
 * source: invented; unlikely() and a goto in between as drivers write it
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct scope;

int scope_show(struct scope *s, struct page **pages, int n);

int bad_less_than(struct scope *s, unsigned long addr, int nr)
{
	struct page **pages;
	int ret;

	pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	ret = pin_user_pages_fast(addr, nr, 0, pages);
	if (unlikely(ret < nr)) {
		if (ret >= 0)
			ret = -EFAULT;
		goto out;
	}
	ret = scope_show(s, pages, nr);
	unpin_user_pages(pages, nr);
out:
	kfree(pages);
	return ret; //~ PF102 pin_user_pages_fast
}

int good_less_than(struct scope *s, unsigned long addr, int nr)
{
	struct page **pages;
	int ret;

	pages = kmalloc_array(nr, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	ret = pin_user_pages_fast(addr, nr, 0, pages);
	if (unlikely(ret < nr)) {
		if (ret > 0)
			unpin_user_pages(pages, ret);
		if (ret >= 0)
			ret = -EFAULT;
		goto out;
	}
	ret = scope_show(s, pages, nr);
	unpin_user_pages(pages, nr);
out:
	kfree(pages);
	return ret;
}
