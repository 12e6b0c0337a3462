// SPDX-License-Identifier: MIT
/*
 * about: Two releases have calls of seven and of eight arguments that mean different things; each branch is read as its own.
 * source: invented; the branches are those of several out-of-tree drivers
 * status: active
 */
#include <linux/mm.h>
#include <linux/version.h>

int glance(struct task_struct *tsk, struct mm_struct *mm, unsigned long addr,
	   unsigned int flags, void *to)
{
	struct vm_area_struct *vma;
	struct page *page = NULL;
	int n;

	down_read(&mm->mmap_sem);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 9, 0)
	n = get_user_pages_remote(mm, addr, 1, flags, &page, &vma, NULL);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(4, 10, 0)
	n = get_user_pages_remote(tsk, mm, addr, 1, flags, &page, &vma, NULL);
#elif LINUX_VERSION_CODE > KERNEL_VERSION(4, 8, 17)
	n = get_user_pages_remote(tsk, mm, addr, 1, flags, &page, &vma);
#else
	n = get_user_pages_remote(tsk, mm, addr, 1, flags, 0, &page, &vma);
#endif
	if (n <= 0)
		goto out;
#if LINUX_VERSION_CODE <= KERNEL_VERSION(4, 8, 17)
	if (!to)
		return -EINVAL; //~ PF101 get_user_pages_remote
#endif
	memcpy(to, page_address(page), 8);
	put_page(page);
out:
	up_read(&mm->mmap_sem);
	return n;
}
