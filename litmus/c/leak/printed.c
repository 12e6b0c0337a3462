// SPDX-License-Identifier: MIT
/*
 * about: What is printed is not given away: the page is lost all the same.
 * source: invented
 * status: active
 */
#include <linux/mm.h>

int bad_printed(unsigned long addr)
{
	struct page *page;
	int n;

	n = get_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (n != 1)
		return -EFAULT;
	printk(KERN_INFO "at %llx\n", (u64)page_to_phys(page));
	if (!pfn_valid(page_to_pfn(page)))
		return -EIO; //~ PF101 not released
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}

int good_printed(unsigned long addr)
{
	struct page *page;
	int n;

	n = get_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (n != 1)
		return -EFAULT;
	printk(KERN_INFO "at %llx\n", (u64)page_to_phys(page));
	if (pfn_valid(page_to_pfn(page)))
		set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
