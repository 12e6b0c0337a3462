// SPDX-License-Identifier: MIT
/*
 * about: The kernel writes through a mapping by an assignment or a bit operation, and nothing marks the page.
 * source: drivers/misc/vmw_vmci/vmci_context.c:vmci_ctx_unset_notify (v6.12) lets go of a page written so
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/bitops.h>

struct tally {
	struct page *page;
	u32 *count;
};

int bad_index(unsigned long addr, u32 value)
{
	struct page *page;
	u32 *words;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	words = kmap_local_page(page);
	words[offset_in_page(addr) / 4] = value;
	kunmap_local(words);
	unpin_user_page(page); //~ PF301 the kernel writes
	return 0;
}

int bad_bit(unsigned long addr, int nr)
{
	struct page *page;
	void *base;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	base = kmap_local_page(page);
	set_bit(nr, base);
	kunmap_local(base);
	unpin_user_page(page); //~ PF301 the kernel writes
	return 0;
}

int good_marked(unsigned long addr, u32 value)
{
	struct page *page;
	u32 *words;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	words = kmap_local_page(page);
	words[offset_in_page(addr) / 4] = value;
	kunmap_local(words);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

int good_reads(unsigned long addr, u32 *value)
{
	struct page *page;
	u32 *words;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	words = kmap_local_page(page);
	*value = words[offset_in_page(addr) / 4];
	kunmap_local(words);
	unpin_user_page(page);
	return 0;
}
