// SPDX-License-Identifier: MIT
/*
 * about: Up to Linux 6.4 a call that gets a page also tells its area: asking for both is no way to lose the page.
 * source: invented; the test is that of __access_remote_vm() of old kernels
 * kernel: 5.0
 * status: active
 */
#include <linux/mm.h>

int good_page_has_area(unsigned long addr, char *to)
{
	struct vm_area_struct *vma;
	struct page *page;
	int n;

	n = get_user_pages(addr, 1, 0, &page, &vma);
	if (n <= 0 || !vma)
		return -EFAULT;
	memcpy(to, page_address(page), 8);
	put_page(page);
	return 0;
}

int bad_other_test(unsigned long addr, char *to, void *other)
{
	struct vm_area_struct *vma;
	struct page *page;
	int n;

	n = get_user_pages(addr, 1, 0, &page, &vma);
	if (n <= 0 || !other)
		return -EFAULT; //~ PF101 not released
	memcpy(to, page_address(page), 8);
	put_page(page);
	return 0;
}
