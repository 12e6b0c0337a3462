// SPDX-License-Identifier: MIT
/*
 * about: The error label releases again what the straight path has released.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

struct press;

int press_begin(struct press *p, struct page **pages, int n);
int press_end(struct press *p);

int bad_label_again(struct press *p, unsigned long addr, struct page **pages)
{
	int n, ret;

	n = pin_user_pages_fast(addr, 4, 0, pages);
	if (n <= 0)
		return -EFAULT;
	ret = press_begin(p, pages, n);
	if (ret)
		goto err;
	unpin_user_pages(pages, n);
	ret = press_end(p);
	if (ret)
		goto err;
	return 0;
err:
	unpin_user_pages(pages, n); //~ PF104 unpin_user_pages
	return ret;
}

int good_label_once(struct press *p, unsigned long addr, struct page **pages)
{
	int n, ret;

	n = pin_user_pages_fast(addr, 4, 0, pages);
	if (n <= 0)
		return -EFAULT;
	ret = press_begin(p, pages, n);
	if (ret)
		goto err;
	unpin_user_pages(pages, n);
	return press_end(p);
err:
	unpin_user_pages(pages, n);
	return ret;
}
