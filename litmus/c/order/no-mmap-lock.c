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

long bad_dropped_before(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got;

	mmap_read_lock(current->mm);
	ret = find_vma(current->mm, addr) ? 0 : -EFAULT;
	mmap_read_unlock(current->mm);
	if (ret)
		return ret;
	got = pin_user_pages(addr, 4, 0, pages); //~ PF602 pin_user_pages
	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}

static long trawl_pin(unsigned long addr, struct page **pages)
{
	return pin_user_pages(addr, 4, 0, pages);
}

long good_caller_holds(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got;

	mmap_read_lock(current->mm);
	got = trawl_pin(addr, pages);
	mmap_read_unlock(current->mm);
	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}

long good_asserts(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got;

	mmap_assert_locked(current->mm);
	got = pin_user_pages(addr, 4, 0, pages);
	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}

long good_old_lock(struct trawl *n, unsigned long addr, struct page **pages)
{
	long ret, got;

	down_read(&current->mm->mmap_lock);
	got = pin_user_pages(addr, 4, 0, pages);
	up_read(&current->mm->mmap_lock);
	if (got <= 0)
		return -EFAULT;
	ret = trawl_cast(n, pages, got);
	unpin_user_pages(pages, got);
	return ret;
}
