// SPDX-License-Identifier: MIT
/*
 * about: The #if stands in the middle of the function, with an else of its own.
 * source: out-of-tree drivers that build from 4.9 on
 * status: active
 */
#include <linux/mm.h>
#include <linux/version.h>

struct gate;

int gate_run(struct gate *g, struct page **pages, int n);

int good_both_fit(struct gate *g, unsigned long addr, struct page **pages)
{
	int ret, n;
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
	int i;
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	n = pin_user_pages_fast(addr, 4, 0, pages);
#else
	n = get_user_pages_fast(addr, 4, 0, pages);
#endif
	if (n <= 0)
		return -EFAULT;
	ret = gate_run(g, pages, n);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	unpin_user_pages(pages, n);
#else
	for (i = 0; i < n; i++)
		put_page(pages[i]);
#endif
	return ret;
}

int bad_only_one_fits(struct gate *g, unsigned long addr, struct page **pages)
{
	int i, ret, n;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	n = pin_user_pages_fast(addr, 4, 0, pages);
#else
	n = get_user_pages_fast(addr, 4, 0, pages);
#endif
	if (n <= 0)
		return -EFAULT;
	ret = gate_run(g, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]); //~ PF201 put_page
	return ret;
}
