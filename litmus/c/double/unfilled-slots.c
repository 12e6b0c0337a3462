// SPDX-License-Identifier: MIT
/*
 * about: The release tests each entry for NULL, but the array was never zeroed.
 * source: drivers/rapidio/devices/rio_mport_cdev.c:rio_dma_transfer (v5.3), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct drum;

int drum_beat(struct drum *d, struct page **pages, int n);

int bad_not_zeroed(struct drum *d, unsigned long addr, int want)
{
	struct page **pages = kmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	int i, n, ret = -EFAULT;

	if (!pages)
		return -ENOMEM;
	n = get_user_pages_fast(addr, want, 0, pages);
	if (n == want)
		ret = drum_beat(d, pages, want);
	for (i = 0; i < want; i++)
		if (pages[i])
			put_page(pages[i]); //~ PF107 put_page
	kfree(pages);
	return ret;
}

/* Zeroed, and the call writes no entry it does not count: the lockless ones may. */
int good_zeroed(struct drum *d, unsigned long addr, int want)
{
	struct page **pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	int i, n, ret = -EFAULT;

	if (!pages)
		return -ENOMEM;
	n = get_user_pages_unlocked(addr, want, pages, 0);
	if (n == want)
		ret = drum_beat(d, pages, want);
	for (i = 0; i < want; i++)
		if (pages[i])
			put_page(pages[i]);
	kfree(pages);
	return ret;
}
