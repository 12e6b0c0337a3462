// SPDX-License-Identifier: MIT
/*
 * about: On old kernels a macro turns the pin into a get, and another the release with it.
 * source: users.md 3.3: #define pin_user_pages_fast get_user_pages_fast (dfl, i915 backports)
 * status: active
 */
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
#define pin_user_pages_fast get_user_pages_fast
#define unpin_user_page put_page
#endif

struct quill;

int quill_write(struct quill *q, struct page *page);

int good_both_renamed(struct quill *q, unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = quill_write(q, page);
	unpin_user_page(page);
	return ret;
}

int bad_release_not_renamed(struct quill *q, unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = quill_write(q, page);
	put_page(page); //~ PF201 put_page
	return ret;
}
