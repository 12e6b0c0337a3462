// SPDX-License-Identifier: MIT
/*
 * about: A count that equals another system's negative error number holds no pages; one that equals another constant may.
 * source: written for Pinfold; a driver that carries a second system's error numbers beside the kernel's
 * status: active
 */
#include <linux/mm.h>

struct guest;

void guest_count(struct guest *g, struct page **pages, long n);

int bad_events_are_no_error(struct guest *g, unsigned long addr, struct page **pages, int want)
{
	long i, n = get_user_pages_fast(addr, want, 0, pages);

	if (n < 0)
		return -EFAULT;
	if (n == GUEST_EVENTS)
		return -EAGAIN; //~ PF101
	guest_count(g, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}

int good_fault_of_the_guest(struct guest *g, unsigned long addr, struct page **pages, int want)
{
	long i, n = get_user_pages_fast(addr, want, 0, pages);

	if (n == -GUEST_EFAULT)
		return -EFAULT;
	guest_count(g, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}
