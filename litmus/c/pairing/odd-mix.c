// SPDX-License-Identifier: MIT
/*
 * about: Call and release do not fit only where a configure script answers two questions of the same release differently.
 * source: invented; several out-of-tree drivers ask so
 * status: active
 */
#include <linux/mm.h>

#ifdef HAVE_UNPIN_USER_PAGE
#define let_go unpin_user_page
#else
#define let_go put_page
#endif

int good_both_or_none(unsigned long addr, char *to)
{
	struct page *page;
	long n;

#ifdef HAVE_PIN_USER_PAGES_UNLOCKED
	n = pin_user_pages_unlocked(addr, 1, &page, 0);
#else
	n = get_user_pages_unlocked(addr, 1, &page, 0);
#endif
	if (n != 1)
		return -EFAULT;
	memcpy(to, page_address(page), 8);
	let_go(page);
	return 0;
}

int bad_asked_once(unsigned long addr, char *to)
{
	struct page *page;
	long n;

#ifdef HAVE_PIN_USER_PAGES_UNLOCKED
	n = pin_user_pages_unlocked(addr, 1, &page, 0);
#else
	n = get_user_pages_unlocked(addr, 1, &page, 0);
#endif
	if (n != 1)
		return -EFAULT;
	memcpy(to, page_address(page), 8);
	put_page(page); //~ PF201 put_page
	return 0;
}
