// SPDX-License-Identifier: MIT
/*
 * about: The function that is to undo a pin frees the array it is given, and not what is in it.
 * source: invented; the shape of arch/x86/kvm/svm/sev.c:sev_unpin_memory() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

void ledger_look(struct page **pages, long n);

static struct page **ledger_open(unsigned long addr, long want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	long n;

	if (!pages)
		return ERR_PTR(-ENOMEM);
	n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);
	if (n == want)
		return pages;
	if (n > 0)
		unpin_user_pages(pages, n);
	kvfree(pages);
	return ERR_PTR(-EFAULT);
}

static void bad_ledger_shut(struct page **pages)
{
	kvfree(pages); //~ PF101 bad_ledger_shut() frees pages
}

int ledger_read(unsigned long addr, long want)
{
	struct page **pages = ledger_open(addr, want);

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	ledger_look(pages, want);
	bad_ledger_shut(pages);
	return 0;
}

static struct page **diary_open(unsigned long addr, long want)
{
	struct page **pages = kvmalloc_array(want, sizeof(*pages), GFP_KERNEL);
	long n;

	if (!pages)
		return ERR_PTR(-ENOMEM);
	n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);
	if (n == want)
		return pages;
	if (n > 0)
		unpin_user_pages(pages, n);
	kvfree(pages);
	return ERR_PTR(-EFAULT);
}

static void good_diary_shut(struct page **pages)
{
	kvfree(pages);
}

/* Whoever calls it has let the pages go. */
int diary_read(unsigned long addr, long want)
{
	struct page **pages = diary_open(addr, want);

	if (IS_ERR(pages))
		return PTR_ERR(pages);
	ledger_look(pages, want);
	unpin_user_pages(pages, want);
	good_diary_shut(pages);
	return 0;
}
