// SPDX-License-Identifier: MIT
/*
 * about: The release is called through a function pointer of the module.
 * source: the table is filled at run time, so which release it is cannot be read here
 * status: known-miss
 */
#include <linux/mm.h>

static void (*drop_page)(struct page *page);

void choose_release(bool pinned)
{
	drop_page = pinned ? unpin_user_page : put_page;
}

int bad_chosen(unsigned long addr)
{
	struct page *page;

	choose_release(false);
	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	drop_page(page); //~ PF201
	return 0;
}
