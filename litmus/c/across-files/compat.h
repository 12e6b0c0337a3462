// SPDX-License-Identifier: MIT
/*
 * part-of: compat.c
 */
#include <linux/mm.h>
#include <linux/version.h>

static inline int compat_pin(unsigned long addr, int n, struct page **pages)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	return pin_user_pages_fast(addr, n, 0, pages);
#else
	return get_user_pages_fast(addr, n, 0, pages);
#endif
}

static inline void compat_unpin(struct page **pages, int n)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
	unpin_user_pages(pages, n);
#else
	while (n--)
		put_page(pages[n]);
#endif
}
