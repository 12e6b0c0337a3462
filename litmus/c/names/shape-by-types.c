// SPDX-License-Identifier: MIT
/*
 * about: Seven arguments of get_user_pages_remote() are those of one release or of another: the types of what is given tell which.
 * source: drivers whose configure script finds out which shape the kernel has
 * status: active
 */
#include <linux/mm.h>

#ifdef HAVE_REMOTE_WITH_TASK
int bad_with_task(struct task_struct *task, struct mm_struct *mm, u64 vaddr,
		  unsigned long count, void *to)
{
	struct page **pages;
	int flags = FOLL_WRITE;
	long got;

	pages = kcalloc(count, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	mmap_read_lock(mm);
	got = get_user_pages_remote(task, mm, vaddr, count, flags, pages, NULL); //~ site releases=release_pages@bad_with_task
	mmap_read_unlock(mm);
	if (got <= 0)
		goto out;
	if (check_range(to, got)) {
		kfree(pages);
		return -EIO; //~ PF101 not released
	}
	release_pages(pages, got);
out:
	kfree(pages);
	return 0;
}

int good_with_task(struct task_struct *task, struct mm_struct *mm, u64 vaddr,
		   unsigned long count, void *to)
{
	struct page **pages;
	int flags = FOLL_WRITE;
	long got;

	pages = kcalloc(count, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	mmap_read_lock(mm);
	got = get_user_pages_remote(task, mm, vaddr, count, flags, pages, NULL); //~ site releases=release_pages@good_with_task
	mmap_read_unlock(mm);
	if (got <= 0)
		goto out;
	if (check_range(to, got)) {
		release_pages(pages, got);
		kfree(pages);
		return -EIO;
	}
	release_pages(pages, got);
out:
	kfree(pages);
	return 0;
}
#endif
