// SPDX-License-Identifier: MIT
/*
 * about: FOLL_ flags where a kernel before 5.2 takes 0 or 1.
 * source: get_user_pages_fast() took 'int write' before v5.2
 * status: active
 * kernel: 5.0
 */
#include <linux/mm.h>

struct lever;

int lever_pull(struct lever *l, struct page **pages, int n);

int bad_flags_as_write(struct lever *l, unsigned long addr, struct page **pages)
{
	int i, ret, n = get_user_pages_fast(addr, 4, FOLL_FORCE, pages); //~ PF405 FOLL_FORCE

	if (n <= 0)
		return -EFAULT;
	ret = lever_pull(l, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return ret;
}

int good_write(struct lever *l, unsigned long addr, struct page **pages, int write)
{
	int i, ret, n = get_user_pages_fast(addr, 4, write, pages);

	if (n <= 0)
		return -EFAULT;
	ret = lever_pull(l, pages, n);
	for (i = 0; i < n; i++) {
		if (write)
			set_page_dirty_lock(pages[i]);
		put_page(pages[i]);
	}
	return ret;
}
