// SPDX-License-Identifier: MIT
/*
 * about: iov_iter_get_pages2() returns bytes; the pages are put in a loop.
 * source: net/rds/message.c and drivers/block/ublk_drv.c (v6.12) take pages so
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/uio.h>

u32 digest_page(struct page *page, size_t offset, size_t len);
bool digest_enough(u32 sum);

ssize_t bad_stops_early(struct iov_iter *iter, u32 *sum)
{
	struct page *pages[8];
	size_t offset;
	ssize_t bytes;
	int i, n;

	bytes = iov_iter_get_pages2(iter, pages, SZ_32K, 8, &offset); //~ site kind=get releases=put_page@bad_stops_early
	if (bytes <= 0)
		return bytes;
	if (digest_enough(*sum))
		return 0; //~ PF101 iov_iter_get_pages2
	n = DIV_ROUND_UP(offset + bytes, PAGE_SIZE);
	for (i = 0; i < n; i++) {
		*sum ^= digest_page(pages[i], i ? 0 : offset, PAGE_SIZE);
		put_page(pages[i]);
	}
	return bytes;
}

ssize_t good_stops_before(struct iov_iter *iter, u32 *sum)
{
	struct page *pages[8];
	size_t offset;
	ssize_t bytes;
	int i, n;

	if (digest_enough(*sum))
		return 0;
	bytes = iov_iter_get_pages2(iter, pages, SZ_32K, 8, &offset); //~ site kind=get releases=put_page@good_stops_before
	if (bytes <= 0)
		return bytes;
	n = DIV_ROUND_UP(offset + bytes, PAGE_SIZE);
	for (i = 0; i < n; i++) {
		*sum ^= digest_page(pages[i], i ? 0 : offset, PAGE_SIZE);
		put_page(pages[i]);
	}
	return bytes;
}
