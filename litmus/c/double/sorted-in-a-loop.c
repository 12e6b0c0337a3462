// SPDX-License-Identifier: MIT
/*
 * about: A loop that asks each page what it is and lets each kind go in its own way releases every page once.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct carton {
	struct page **pages;
	long n;
};

int is_substitute(struct page *page);

void good_sorted(struct carton *c)
{
	long i;

	for (i = 0; i < c->n; i++) {
		struct page *page = c->pages[i];

		if (is_substitute(page)) {
			__free_page(page);
			continue;
		}
		put_page(page);
	}
	kvfree(c->pages);
}

void bad_once_more(struct carton *c)
{
	release_pages(c->pages, c->n);
	release_pages(c->pages, c->n); //~ PF104 released already
	kvfree(c->pages);
}

int fill(struct carton *c, unsigned long addr)
{
	long n;

	n = get_user_pages_unlocked(addr, c->n, c->pages, 0);
	if (n < 0)
		return n;
	if (n != c->n) {
		c->n = n;
		good_sorted(c);
		return -EFAULT;
	}
	return 0;
}
