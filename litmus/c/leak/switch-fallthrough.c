// SPDX-License-Identifier: MIT
/*
 * about: One case of a switch returns, its neighbour falls through to the release.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

enum mode { MODE_PEEK, MODE_COPY, MODE_DROP };

void mode_peek(struct page **pages, int n);
void mode_copy(struct page **pages, int n);

int bad_case_returns(enum mode mode, unsigned long addr)
{
	struct page *pages[2];
	int n = get_user_pages_fast(addr, 2, 0, pages);

	if (n <= 0)
		return -EFAULT;
	switch (mode) {
	case MODE_PEEK:
		mode_peek(pages, n);
		return 0; //~ PF101 get_user_pages_fast
	case MODE_COPY:
		mode_copy(pages, n);
		fallthrough;
	case MODE_DROP:
		release_pages(pages, n);
		return 0;
	default:
		release_pages(pages, n);
		return -EINVAL;
	}
}

int good_case_falls_through(enum mode mode, unsigned long addr)
{
	struct page *pages[2];
	int n = get_user_pages_fast(addr, 2, 0, pages);

	if (n <= 0)
		return -EFAULT;
	switch (mode) {
	case MODE_PEEK:
		mode_peek(pages, n);
		fallthrough;
	case MODE_DROP:
		release_pages(pages, n);
		return 0;
	case MODE_COPY:
		mode_copy(pages, n);
		release_pages(pages, n);
		return 0;
	default:
		release_pages(pages, n);
		return -EINVAL;
	}
}
