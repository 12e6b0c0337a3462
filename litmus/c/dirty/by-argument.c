// SPDX-License-Identifier: MIT
/*
 * about: The caller asks for writing by an argument, and nobody marks what was written.
 * source: arch/x86/kvm/svm/sev.c:sev_launch_secret (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct stamp;

int stamp_read(struct stamp *s, struct page **pages, int n);
int stamp_write(struct stamp *s, struct page **pages, int n);

static int stamp_pin(unsigned long addr, struct page **pages, int want, int write)
{
	int n = pin_user_pages_fast(addr, want, write ? FOLL_WRITE : 0, pages);

	if (n > 0 && n < want) {
		unpin_user_pages(pages, n);
		return -EFAULT;
	}
	return n;
}

int good_reads(struct stamp *s, unsigned long addr, struct page **pages)
{
	int ret, n = stamp_pin(addr, pages, 4, 0);

	if (n <= 0)
		return -EFAULT;
	ret = stamp_read(s, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

int bad_writes(struct stamp *s, unsigned long addr, struct page **pages)
{
	int ret, n = stamp_pin(addr, pages, 4, 1);

	if (n <= 0)
		return -EFAULT;
	ret = stamp_write(s, pages, n);
	unpin_user_pages(pages, n); //~ PF301 stamp_pin
	return ret;
}

int good_writes_and_marks(struct stamp *s, unsigned long addr, struct page **pages)
{
	int ret, i, n = stamp_pin(addr, pages, 4, 1);

	if (n <= 0)
		return -EFAULT;
	ret = stamp_write(s, pages, n);
	for (i = 0; i < n; i++)
		set_page_dirty_lock(pages[i]);
	unpin_user_pages(pages, n);
	return ret;
}
