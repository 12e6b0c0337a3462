// SPDX-License-Identifier: MIT
/*
 * about: The kernel copies into pages of an iterator while it has them, and nobody marks them.
 * source: invented; the shape of drivers/block/ublk_drv.c:ublk_copy_user_pages() without its mark, v6.12
 * status: active
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uio.h>

static void press(struct page *page, const void *ink, size_t len)
{
	void *to = kmap_local_page(page);

	memcpy(to, ink, len);
	kunmap_local(to);
}

ssize_t bad_print(struct iov_iter *iter, const void *ink)
{
	struct page *sheets[1];
	size_t off;
	ssize_t len = iov_iter_get_pages2(iter, sheets, PAGE_SIZE, 1, &off);

	if (len <= 0)
		return len;
	press(sheets[0], ink, len);
	put_page(sheets[0]); //~ PF301 the kernel writes into the pages
	return len;
}

ssize_t good_print(struct iov_iter *iter, const void *ink)
{
	struct page *sheets[1];
	size_t off;
	ssize_t len = iov_iter_get_pages2(iter, sheets, PAGE_SIZE, 1, &off);

	if (len <= 0)
		return len;
	press(sheets[0], ink, len);
	set_page_dirty_lock(sheets[0]);
	put_page(sheets[0]);
	return len;
}

/* Lets the page go at once: somebody else has it, and marks it. */
static struct page *good_peek(struct iov_iter *iter)
{
	struct page *sheets[1];
	size_t off;
	ssize_t len = iov_iter_get_pages2(iter, sheets, PAGE_SIZE, 1, &off);

	if (len <= 0)
		return NULL;
	put_page(sheets[0]);
	return sheets[0];
}

void peek_and_press(struct iov_iter *iter, const void *ink, size_t len)
{
	struct page *sheet = good_peek(iter);

	if (sheet)
		press(sheet, ink, len);
}
