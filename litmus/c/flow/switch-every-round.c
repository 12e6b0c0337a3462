// SPDX-License-Identifier: MIT
/*
 * about: What a loop switches on is the same in each round: a way out of the default arm is none once another arm has taken pages,
 *        unless the value is read anew.
 * source: mm/gup_benchmark.c:__gup_benchmark_ioctl(), v5.9 (shape)
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/slab.h>

int bad_measure(struct probe *probe, unsigned long addr, int want)
{
	struct page **pages;
	unsigned int cmd;
	int i, got;

	pages = kvcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < want; i += got) {
		cmd = probe_next(probe);
		switch (cmd) {
		case PROBE_FAST:
			got = pin_user_pages_fast(addr, want - i, FOLL_WRITE, pages + i);
			break;
		default:
			kvfree(pages);
			return -EINVAL; //~ PF101 pin_user_pages_fast
		}
		if (got <= 0)
			break;
	}
	unpin_user_pages_dirty_lock(pages, i, true);
	kvfree(pages);
	return 0;
}

int good_measure(unsigned int cmd, unsigned long addr, int want)
{
	struct page **pages;
	int i, got;

	pages = kvcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < want; i += got) {
		switch (cmd) {
		case PROBE_FAST:
			got = pin_user_pages_fast(addr, want - i, FOLL_WRITE, pages + i);
			break;
		default:
			kvfree(pages);
			return -EINVAL;
		}
		if (got <= 0)
			break;
	}
	unpin_user_pages_dirty_lock(pages, i, true);
	kvfree(pages);
	return 0;
}
