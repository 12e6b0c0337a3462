// SPDX-License-Identifier: MIT
/*
 * about: The release was converted, the acquire was not.
 * source: NVIDIA/open-gpu-kernel-modules issue 563 describes the crash
 * status: active
 * sites: all
 */
#include <linux/mm.h>

void blit(struct page **pages, int n);

int bad_unpin(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages); //~ site kind=get releases=unpin_user_pages@bad_unpin
	//~|^ referenced here

	if (n <= 0)
		return -EFAULT;
	blit(pages, n);
	unpin_user_pages(pages, n); //~ PF202 unpin_user_pages
	return 0;
}

int good_release(unsigned long addr, struct page **pages, int want)
{
	int n = get_user_pages_fast(addr, want, 0, pages); //~ site kind=get releases=release_pages@good_release

	if (n <= 0)
		return -EFAULT;
	blit(pages, n);
	release_pages(pages, n);
	return 0;
}
