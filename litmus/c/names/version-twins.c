// SPDX-License-Identifier: MIT
/*
 * about: One function written twice under #if; only the old one leaks.
 * source: users.md 1.2: the port itself creates the bug
 * status: active
 */
#include <linux/mm.h>
#include <linux/version.h>

struct valve;

int valve_open(struct valve *v);
int valve_pass(struct valve *v, struct page **pages, int n);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
int good_new_kernels(struct valve *v, unsigned long addr)
{
	struct page *pages[4];
	int ret, n = pin_user_pages_fast(addr, 4, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = valve_open(v);
	if (!ret)
		ret = valve_pass(v, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}
#else
int bad_old_kernels(struct valve *v, unsigned long addr)
{
	struct page *pages[4];
	int i, ret, n = get_user_pages_fast(addr, 4, 0, pages);

	if (n <= 0)
		return -EFAULT;
	ret = valve_open(v);
	if (ret)
		return ret; //~ PF101 get_user_pages_fast
	ret = valve_pass(v, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return ret;
}
#endif
