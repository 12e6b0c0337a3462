// SPDX-License-Identifier: MIT
/*
 * about: A function with the name of a later kernel's release stands in for it on older ones.
 * source: out-of-tree drivers define unpin_user_pages_dirty_lock() where the kernel has none
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
static int take(unsigned long addr, int n, struct page **pages)
{
	return pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages); //~ site kind=pin releases=unpin_user_pages_dirty_lock@good_drop
}
#else
static int take(unsigned long addr, int n, struct page **pages)
{
	return get_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages); //~ site kind=get releases=put_page@unpin_user_pages_dirty_lock
}

static void unpin_user_pages_dirty_lock(struct page **pages, unsigned long n,
					bool dirty)
{
	while (n--) {
		if (dirty)
			set_page_dirty_lock(pages[n]);
		put_page(pages[n]);
	}
}
#endif

struct folder {
	struct page **pages;
	int nr;
};

int good_fill(struct folder *f, unsigned long addr, int want)
{
	int n = take(addr, want, f->pages);

	if (n < 0)
		return n;
	f->nr = n;
	return 0;
}

void good_drop(struct folder *f)
{
	unpin_user_pages_dirty_lock(f->pages, f->nr, true);
}

/* On every kernel the wrong one for what take() took. */
int bad_once(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ site kind=pin releases=put_page@bad_once
		return -EFAULT;
	set_page_dirty_lock(page);
	put_page(page); //~ PF201 put_page
	return 0;
}
