// SPDX-License-Identifier: MIT
/*
 * about: A macro of the driver hides the goto of the error ladder.
 * source: CHECK() macros of older drivers
 * status: planned
 */
#include <linux/mm.h>

struct fife;

#define FIFE_CHECK(expr, label) \
	do { \
		ret = (expr); \
		if (ret) \
			goto label; \
	} while (0)

int fife_tune(struct fife *f);
int fife_play(struct fife *f, struct page **pages, int n);

int bad_hidden_goto(struct fife *f, unsigned long addr)
{
	struct page *pages[2];
	int n, ret;

	n = get_user_pages_fast(addr, 2, 0, pages);
	if (n <= 0)
		return -EFAULT;
	FIFE_CHECK(fife_tune(f), out);
	FIFE_CHECK(fife_play(f, pages, n), put);
put:
	release_pages(pages, n);
out:
	return ret; //~ PF101 get_user_pages_fast
}

int good_hidden_goto(struct fife *f, unsigned long addr)
{
	struct page *pages[2];
	int n, ret;

	n = get_user_pages_fast(addr, 2, 0, pages);
	if (n <= 0)
		return -EFAULT;
	FIFE_CHECK(fife_tune(f), put);
	FIFE_CHECK(fife_play(f, pages, n), put);
put:
	release_pages(pages, n);
	return ret;
}
