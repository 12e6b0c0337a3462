// SPDX-License-Identifier: MIT
/*
 * about: A function lets go of what it is given where it fails: who calls it owes the release where it succeeds only.
 * source: drivers/infiniband/hw/qib/qib_user_sdma.c:qib_user_sdma_page_to_frags (v5.9) does so
 * status: active
 */
#include <linux/mm.h>

struct press;

int press_engage(struct press *p, struct page **pages, int n);
void press_run(struct press *p);

static int press_load(struct press *p, struct page **pages, int n)
{
	if (press_engage(p, pages, n)) {
		unpin_user_pages(pages, n);
		return -EIO;
	}
	return 0;
}

int bad_released_twice(struct press *p, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages), ret;

	if (n <= 0)
		return -EFAULT;
	ret = press_load(p, pages, n);
	if (ret)
		goto out;
	press_run(p);
out:
	unpin_user_pages(pages, n); //~ PF104
	return ret;
}

int bad_left_after_success(struct press *p, unsigned long addr)
{
	struct page *pages[4];
	int n = pin_user_pages_fast(addr, 4, 0, pages), ret;

	if (n <= 0)
		return -EFAULT;
	ret = press_load(p, pages, n);
	if (ret)
		return ret;
	press_run(p);
	return 0; //~ PF101 pin_user_pages_fast
}

int good_released_once(struct press *p, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, 0, pages), ret;

	if (n <= 0)
		return -EFAULT;
	ret = press_load(p, pages, n);
	if (ret)
		return ret;
	press_run(p);
	unpin_user_pages(pages, n);
	return 0;
}

/* Lets go in any case. */
static int press_stamp(struct press *p, struct page **pages, int n)
{
	int ret = press_engage(p, pages, n);

	unpin_user_pages(pages, n);
	return ret;
}

int good_always_released(struct press *p, unsigned long addr)
{
	struct page *pages[4];
	int n = pin_user_pages_fast(addr, 4, 0, pages);

	if (n <= 0)
		return -EFAULT;
	return press_stamp(p, pages, n);
}
