// SPDX-License-Identifier: MIT
/*
 * about: Two callers of one function give its pages to a device by their address; one of them marks the pages.
 * source: KVM: SVM: Mark SEV launch secret pages as dirty (arch/x86/kvm/svm/sev.c, v5.10)
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

#define chip_address(page) chip_tag(page_to_pfn(page) << PAGE_SHIFT)

struct chip {
	u64 target;
	u64 source;
};

u64 chip_tag(u64 address);
int chip_start(struct chip *c);

static struct page **chip_pin(unsigned long addr, int want)
{
	struct page **pages = kcalloc(want, sizeof(*pages), GFP_KERNEL);
	int n;

	if (!pages)
		return NULL;
	n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);
	if (n == want)
		return pages;
	if (n > 0)
		unpin_user_pages(pages, n);
	kfree(pages);
	return NULL;
}

static void chip_unpin(struct page **pages, int n)
{
	unpin_user_pages(pages, n);
	kfree(pages);
}

int bad_secret(struct chip *c, unsigned long addr)
{
	struct page **pages = chip_pin(addr, 1);
	int ret;

	if (!pages)
		return -ENOMEM;
	c->target = chip_address(pages[0]);
	ret = chip_start(c);
	chip_unpin(pages, 1); //~ PF301 taken to be written
	return ret;
}

int good_update(struct chip *c, unsigned long addr)
{
	struct page **pages = chip_pin(addr, 1);
	int ret;

	if (!pages)
		return -ENOMEM;
	c->target = chip_address(pages[0]);
	ret = chip_start(c);
	set_page_dirty_lock(pages[0]);
	chip_unpin(pages, 1);
	return ret;
}

/* Nothing works on the contents. */
int good_checks(struct chip *c, unsigned long addr)
{
	struct page **pages = chip_pin(addr, 2);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = page_to_pfn(pages[0]) + 1 == page_to_pfn(pages[1]);
	chip_unpin(pages, 2);
	return ret;
}
