// SPDX-License-Identifier: MIT
/*
 * about: A bool, or a DMA direction, where FOLL_ flags are expected.
 * source: get_user_pages_fast() took 'int write' before v5.2
 * status: active
 * kernel: 6.12
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct wheel;

int wheel_turn(struct wheel *w, struct page **pages, int n);

int bad_bool(struct wheel *w, unsigned long addr, struct page **pages, bool write)
{
	int ret, n = pin_user_pages_fast(addr, 4, write, pages); //~ PF405

	if (n <= 0)
		return -EFAULT;
	ret = wheel_turn(w, pages, n);
	unpin_user_pages_dirty_lock(pages, n, write);
	return ret;
}

int bad_direction(struct wheel *w, unsigned long addr, struct page **pages)
{
	int ret, n = pin_user_pages_fast(addr, 4, DMA_TO_DEVICE, pages); //~ PF405

	if (n <= 0)
		return -EFAULT;
	ret = wheel_turn(w, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

int good_flags(struct wheel *w, unsigned long addr, struct page **pages, bool write)
{
	int ret, n = pin_user_pages_fast(addr, 4, write ? FOLL_WRITE : 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = wheel_turn(w, pages, n);
	unpin_user_pages_dirty_lock(pages, n, write);
	return ret;
}
