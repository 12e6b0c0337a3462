// SPDX-License-Identifier: MIT
/*
 * about: The pages are used and simply forgotten at the end.
 * source: invented
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/highmem.h>

u32 crc_of(const void *data, size_t len);

int bad_forgets(unsigned long addr, u32 *crc)
{
	struct page *pages[1];
	void *data;

	if (get_user_pages_fast(addr, 1, 0, pages) != 1) //~ PF103 get_user_pages_fast
		//~^ site kind=get releases=none
		return -EFAULT;
	data = kmap_local_page(pages[0]);
	*crc = crc_of(data, PAGE_SIZE);
	kunmap_local(data);
	return 0;
}

int good_remembers(unsigned long addr, u32 *crc)
{
	struct page *pages[1];
	void *data;

	if (get_user_pages_fast(addr, 1, 0, pages) != 1) //~ site kind=get releases=put_page@good_remembers
		return -EFAULT;
	data = kmap_local_page(pages[0]);
	*crc = crc_of(data, PAGE_SIZE);
	kunmap_local(data);
	put_page(pages[0]);
	return 0;
}
