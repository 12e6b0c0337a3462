// SPDX-License-Identifier: MIT
/*
 * about: pin_user_pages() walks the memory map; nobody holds its lock.
 * source: tenstorrent/tt-kmd, the branch for kernels 5.6 to 5.10
 * status: active
 * kernel: 6.12
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct trawl;

int trawl_cast(struct trawl *n, struct page **pages, long count);

long bad_no_lock(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got = pin_user_pages(addr, 4, 0, pages); //~ PF602

	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}

long good_lock(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got;

	mmap_read_lock(current->mm);
	got = pin_user_pages(addr, 4, 0, pages);
	mmap_read_unlock(current->mm);
	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}

long good_takes_it_itself(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got = pin_user_pages_unlocked(addr, 4, pages, 0);

	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}
