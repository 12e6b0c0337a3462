// SPDX-License-Identifier: MIT
/*
 * about: A lockless acquire writes the entries of a huge page before it holds them. Where it fails then, what is not NULL is not
 *        held: the result says what to release, not the pointer.
 * source: kernel/events/core.c:perf_virt_to_phys(), v5.9; drivers/virt/fsl_hypervisor.c:ioctl_memcpy(), v5.9 (shapes)
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/slab.h>

u64 bad_lookup(unsigned long addr)
{
	struct page *page = NULL;
	u64 phys = 0;

	if (get_user_page_fast_only(addr, 0, &page))
		phys = page_to_phys(page);
	if (page)
		put_page(page); //~ PF105 not NULL
	return phys;
}

u64 good_lookup(unsigned long addr)
{
	struct page *page = NULL;
	u64 phys = 0;

	if (get_user_page_fast_only(addr, 0, &page)) {
		phys = page_to_phys(page);
		put_page(page);
	}
	return phys;
}

/* This one takes the pages under the lock: it writes none that it does not hold. */
u64 good_slow_lookup(unsigned long addr)
{
	struct page *page = NULL;
	u64 phys = 0;

	if (get_user_pages_unlocked(addr, 1, &page, 0) == 1)
		phys = page_to_phys(page);
	if (page)
		put_page(page);
	return phys;
}

int bad_send(struct link *link, unsigned long addr, int want)
{
	struct page **pages;
	int i, got, ret = 0;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, want, 0, pages);
	if (got != want) {
		ret = got < 0 ? got : -EFAULT;
		goto out;
	}
	link_tell(link, want);
out:
	for (i = 0; i < want; i++)
		if (pages[i])
			put_page(pages[i]); //~ PF107 not NULL
	kfree(pages);
	return ret;
}

int good_send(struct link *link, unsigned long addr, int want)
{
	struct page **pages;
	int i, got, ret = 0;

	pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, want, 0, pages);
	if (got != want) {
		ret = got < 0 ? got : -EFAULT;
		goto out;
	}
	link_tell(link, want);
out:
	for (i = 0; i < got; i++)
		if (pages[i])
			put_page(pages[i]);
	kfree(pages);
	return ret;
}
