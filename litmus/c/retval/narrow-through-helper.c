// SPDX-License-Identifier: MIT
/*
 * about: A function counts the pages of a user's range as int, and the number goes on through parameters of int.
 * source: drivers/infiniband/hw/qib/qib_user_sdma.c:qib_user_sdma_pin_pages (v5.9), mended by d39bf40e55e6
 * status: active
 */
#include <linux/mm.h>
#include <linux/uio.h>

struct loom;

int loom_thread(struct loom *l, struct page **pages, int n);

static int span_of(const struct iovec *iov)
{
	const unsigned long start = (unsigned long)iov->iov_base;
	const unsigned long first = start >> PAGE_SHIFT;
	const unsigned long last = (start + iov->iov_len - 1) >> PAGE_SHIFT;

	return 1 + (((last << PAGE_SHIFT) - (first << PAGE_SHIFT)) >> PAGE_SHIFT);
}

static int bad_take(struct loom *l, unsigned long addr, int left)
{
	struct page *pages[8];
	int part, n, ret;

	while (left) {
		if (left > 8)
			part = 8;
		else
			part = left;
		n = pin_user_pages_fast(addr, part, 0, pages); //~ PF505
		if (n != part) {
			if (n > 0)
				unpin_user_pages(pages, n);
			return -EFAULT;
		}
		ret = loom_thread(l, pages, n);
		unpin_user_pages(pages, n);
		if (ret)
			return ret;
		addr += part * PAGE_SIZE;
		left -= part;
	}
	return 0;
}

int loom_feed(struct loom *l, struct iovec *iov)
{
	const int pages = span_of(iov);

	return bad_take(l, (unsigned long)iov->iov_base, pages);
}

static size_t wide_span_of(const struct iovec *iov)
{
	const unsigned long start = (unsigned long)iov->iov_base;

	return ((start + iov->iov_len - 1) >> PAGE_SHIFT) - (start >> PAGE_SHIFT) + 1;
}

static int good_take(struct loom *l, unsigned long addr, size_t left)
{
	struct page *pages[8];
	int part, n, ret;

	while (left) {
		if (left > 8)
			part = 8;
		else
			part = left;
		n = pin_user_pages_fast(addr, part, 0, pages);
		if (n != part) {
			if (n > 0)
				unpin_user_pages(pages, n);
			return -EFAULT;
		}
		ret = loom_thread(l, pages, n);
		unpin_user_pages(pages, n);
		if (ret)
			return ret;
		addr += part * PAGE_SIZE;
		left -= part;
	}
	return 0;
}

int loom_feed_wide(struct loom *l, struct iovec *iov)
{
	return good_take(l, (unsigned long)iov->iov_base, wide_span_of(iov));
}

/* A test that leaves limits the number. */
static int good_limited(struct loom *l, unsigned long addr, int want)
{
	struct page *pages[8];
	int n, ret;

	if (want > 8)
		return -EINVAL;
	n = pin_user_pages_fast(addr, want, 0, pages);
	if (n != want) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return -EFAULT;
	}
	ret = loom_thread(l, pages, n);
	unpin_user_pages(pages, n);
	return ret;
}

int loom_feed_some(struct loom *l, struct iovec *iov)
{
	return good_limited(l, (unsigned long)iov->iov_base, span_of(iov));
}
