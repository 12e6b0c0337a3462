// SPDX-License-Identifier: MIT
/*
 * about: Pages of an iterator go into a bio under a plain reference, on a kernel that cannot pin those of an iterator.
 * source: block/blk-map.c:bio_map_user_iov (v6.1), converted by block: convert bio_map_user_iov to use iov_iter_extract_pages
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/bio.h>
#include <linux/uio.h>

int bad_bio(struct bio *bio, struct iov_iter *iter)
{
	struct page *pages[4];
	size_t offset;
	ssize_t size;
	unsigned int i, n;

	size = iov_iter_get_pages2(iter, pages, LONG_MAX, 4, &offset); //~ PF401 from 6.3 on
	if (size <= 0)
		return -EFAULT;
	n = DIV_ROUND_UP(size + offset, PAGE_SIZE);
	for (i = 0; i < n; i++)
		__bio_add_page(bio, pages[i], PAGE_SIZE, 0);
	return 0;
}

/* The kernel copies out of them: no device, nothing written. */
int good_reads(struct iov_iter *iter, void *to, size_t bytes)
{
	struct page *page;
	size_t offset;
	ssize_t size;

	size = iov_iter_get_pages2(iter, &page, bytes, 1, &offset);
	if (size <= 0)
		return -EFAULT;
	memcpy_from_page(to, page, offset, size);
	put_page(page);
	return 0;
}
