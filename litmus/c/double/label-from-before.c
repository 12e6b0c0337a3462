// SPDX-License-Identifier: MIT
/*
 * about: The label that releases is also entered from before the acquire.
 * source: drivers/xen/privcmd.c:privcmd_ioctl_dm_op (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct kiln;

int kiln_fire(struct kiln *k, struct page **pages, void *cmd, int n);

int bad_enters_early(struct kiln *k, unsigned long addr, int want)
{
	struct page **pages;
	void *cmd = NULL;
	int n = want, ret;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	cmd = kzalloc(32, GFP_KERNEL);
	if (!cmd) {
		ret = -ENOMEM;
		goto out;
	}
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n < 0) {
		ret = n;
		n = 0;
		goto out;
	}
	ret = kiln_fire(k, pages, cmd, n);
out:
	unpin_user_pages(pages, n); //~ PF105 unpin_user_pages
	kfree(cmd);
	kfree(pages);
	return ret;
}

int good_enters_with_none(struct kiln *k, unsigned long addr, int want)
{
	struct page **pages;
	void *cmd = NULL;
	int n = 0, ret;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	cmd = kzalloc(32, GFP_KERNEL);
	if (!cmd) {
		ret = -ENOMEM;
		goto out;
	}
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n < 0) {
		ret = n;
		n = 0;
		goto out;
	}
	ret = kiln_fire(k, pages, cmd, n);
out:
	unpin_user_pages(pages, n);
	kfree(cmd);
	kfree(pages);
	return ret;
}
