// SPDX-License-Identifier: MIT
/*
 * about: get_user_page_vma_remote() returns the page or ERR_PTR(), never NULL.
 * source: include/linux/mm.h:get_user_page_vma_remote (v6.5)
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/err.h>

int tag_reserve(u8 *tag);
void tag_copy(struct page *page, u8 *tag);

int bad_vma_remote(struct mm_struct *mm, unsigned long addr, u8 *tag)
{
	struct vm_area_struct *vma;
	struct page *page;
	int ret;

	mmap_read_lock(mm);
	page = get_user_page_vma_remote(mm, addr, FOLL_WRITE, &vma); //~ site kind=get api=get_user_page_vma_remote releases=put_page@bad_vma_remote
	mmap_read_unlock(mm);
	if (IS_ERR(page))
		return PTR_ERR(page);
	ret = tag_reserve(tag);
	if (ret < 0)
		return ret; //~ PF101 get_user_page_vma_remote
	tag_copy(page, tag);
	put_page(page);
	return 0;
}

int good_vma_remote(struct mm_struct *mm, unsigned long addr, u8 *tag)
{
	struct vm_area_struct *vma;
	struct page *page;
	int ret;

	mmap_read_lock(mm);
	page = get_user_page_vma_remote(mm, addr, FOLL_WRITE, &vma); //~ site kind=get api=get_user_page_vma_remote releases=put_page@good_vma_remote
	mmap_read_unlock(mm);
	if (IS_ERR_OR_NULL(page))
		return page ? PTR_ERR(page) : -EFAULT;
	ret = tag_reserve(tag);
	if (ret >= 0)
		tag_copy(page, tag);
	put_page(page);
	return ret < 0 ? ret : 0;
}
