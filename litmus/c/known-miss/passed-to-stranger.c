// SPDX-License-Identifier: MIT
/*
 * about: A function of another module saw the page before the leak, so it might have taken it over.
 * source: reported as possible and shown with --all: kernel code does hand pages over like this
 * status: known-miss
 */
#include <linux/mm.h>

int stranger_inspects(struct page *page);

int bad_after_stranger(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (stranger_inspects(page))
		return -EIO; //~ PF101 pin_user_pages_fast
	unpin_user_page(page);
	return 0;
}
