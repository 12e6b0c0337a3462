// SPDX-License-Identifier: MIT
/*
 * about: An endless loop has no exit on which something could leak; panic() neither.
 * source: kthread loops; BUG() and panic() do not return
 * status: active
 * expect: none
 */
#include <linux/mm.h>
#include <linux/panic.h>

struct clock;

void clock_tick(struct clock *c, struct page *page);
bool clock_broken(struct clock *c);

void good_loops_for_ever(struct clock *c, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return;
	for (;;)
		clock_tick(c, page);
}

int good_panics(struct clock *c, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (clock_broken(c))
		panic("clock broken");
	clock_tick(c, page);
	put_page(page);
	return 0;
}
