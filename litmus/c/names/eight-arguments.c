// SPDX-License-Identifier: MIT
/*
 * about: get_user_pages() before 4.6: task, mm, start, count, write, force, pages, vmas.
 * source: users.md 1.2; the argument list changed in 4.6, 4.9, 5.9 and 6.5
 * status: planned
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/version.h>

struct ember;

int ember_glow(struct ember *e);
int ember_use(struct ember *e, struct page **pages, int n);

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 6, 0)
#define ember_get(addr, n, pages) get_user_pages(current, current->mm, addr, n, 0, 0, pages, NULL)
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
#define ember_get(addr, n, pages) get_user_pages(addr, n, 0, pages, NULL)
#else
#define ember_get(addr, n, pages) get_user_pages(addr, n, 0, pages)
#endif

int bad_old_signature(struct ember *e, unsigned long addr, struct page **pages)
{
	int i, n, ret;

	down_read(&current->mm->mmap_sem);
	n = ember_get(addr, 4, pages); //~ site kind=get api=get_user_pages
	up_read(&current->mm->mmap_sem);
	if (n <= 0)
		return -EFAULT;
	ret = ember_glow(e);
	if (ret)
		return ret; //~ PF101
	ret = ember_use(e, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return ret;
}

int good_old_signature(struct ember *e, unsigned long addr, struct page **pages)
{
	int i, n, ret;

	down_read(&current->mm->mmap_sem);
	n = ember_get(addr, 4, pages); //~ site kind=get api=get_user_pages
	up_read(&current->mm->mmap_sem);
	if (n <= 0)
		return -EFAULT;
	ret = ember_glow(e);
	if (!ret)
		ret = ember_use(e, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return ret;
}
