// SPDX-License-Identifier: MIT
/*
 * about: One page, compared with 1: the error exit after it forgets put_page().
 * source: shape of net/rds/info.c and many out-of-tree drivers
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/highmem.h>

u32 parse_token(const void *text);

int bad_single(unsigned long addr, u32 *token)
{
	struct page *page;
	void *text;
	int ret;

	ret = get_user_pages_fast(addr, 1, 0, &page); //~ site kind=get api=get_user_pages_fast flags=0 releases=put_page@bad_single lifetime=call
	if (ret != 1)
		return -EFAULT;
	text = kmap_local_page(page);
	*token = parse_token(text);
	kunmap_local(text);
	if (!*token)
		return -EINVAL; //~ PF101 get_user_pages_fast
	put_page(page);
	return 0;
}

int good_single(unsigned long addr, u32 *token)
{
	struct page *page;
	void *text;
	int ret;

	ret = get_user_pages_fast(addr, 1, 0, &page); //~ site kind=get releases=put_page@good_single lifetime=call
	if (ret != 1)
		return -EFAULT;
	text = kmap_local_page(page);
	*token = parse_token(text);
	kunmap_local(text);
	put_page(page);
	if (!*token)
		return -EINVAL;
	return 0;
}
