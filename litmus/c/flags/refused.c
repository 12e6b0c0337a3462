// SPDX-License-Identifier: MIT
/*
 * about: Combinations for which mm/gup.c warns and returns -EINVAL.
 * source: mm/gup.c:is_valid_gup_args (v6.12)
 * status: active
 * kernel: 6.12
 */
#include <linux/mm.h>

void look_at(struct page **pages, int n);

int bad_longterm_get(unsigned long addr, struct page **pages)
{
	int n = get_user_pages_fast(addr, 4, FOLL_LONGTERM, pages); //~ PF406

	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	release_pages(pages, n);
	return 0;
}

int bad_both(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_GET, pages); //~ PF406

	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	unpin_user_pages(pages, n);
	return 0;
}

int bad_nothing_to_fill(unsigned long addr)
{
	return pin_user_pages_fast(addr, 4, FOLL_WRITE, NULL); //~ PF406
}

int bad_internal(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_WRITE | FOLL_TOUCH, pages); //~ PF406

	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	unpin_user_pages(pages, n);
	return 0;
}

#ifndef FOLL_POPULATE
#define FOLL_POPULATE 0
#endif

int good_gone_flag(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_WRITE | FOLL_POPULATE, pages);

	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	unpin_user_pages(pages, n);
	return 0;
}

int good_longterm_pin(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_LONGTERM, pages);

	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	unpin_user_pages(pages, n);
	return 0;
}

long bad_not_locked(struct mm_struct *mm, unsigned long addr, struct page **pages)
{
	int locked = 0;
	long n;

	mmap_read_lock(mm);
	n = pin_user_pages_remote(mm, addr, 4, 0, pages, &locked); //~ PF406 locked
	mmap_read_unlock(mm);
	if (n <= 0)
		return -EFAULT;
	look_at(pages, n);
	unpin_user_pages(pages, n);
	return 0;
}

long good_faults_in(unsigned long addr)
{
	long n;

	mmap_read_lock(current->mm);
	n = get_user_pages(addr, 4, FOLL_WRITE, NULL);
	mmap_read_unlock(current->mm);
	return n;
}
