// SPDX-License-Identifier: MIT
/*
 * about: Code for a range of releases may have a shape that only the older ones know: it is read as they do.
 * source: invented; drivers that draw the line of 4.9 at 4.10
 * status: active
 */
#include <linux/mm.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 10, 0)
int good_for_older(struct task_struct *task, unsigned long start, size_t want,
		   struct page **pages)
{
	size_t got;
	int ret;

	down_read(&task->mm->mmap_sem);
	for (got = 0; got < want; got += ret) {
		ret = get_user_pages_remote(task, task->mm, start + got * PAGE_SIZE,
					    want - got, 1, 0, pages + got, NULL);
		if (ret <= 0)
			goto release;
	}
	up_read(&task->mm->mmap_sem);
	return 0;

release:
	up_read(&task->mm->mmap_sem);
	release_pages(pages, got, 0);
	return -EFAULT;
}

int bad_for_older(struct task_struct *task, unsigned long start)
{
	struct page *page;
	int ret;

	down_read(&task->mm->mmap_sem);
	ret = get_user_pages_remote(task, task->mm, start, 1, 1, 0, &page, NULL);
	up_read(&task->mm->mmap_sem);
	if (ret <= 0)
		return -EFAULT;
	if (check_page(task, start))
		return -EIO; //~ PF101 not released
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
#endif
