// SPDX-License-Identifier: MIT
/*
 * about: Extraction pins only user-backed iterators; a flag remembers which it was.
 * source: crypto/af_alg.c and fs/fuse/file.c (v6.12) keep such a flag
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/uio.h>

struct feed {
	struct page *pages[8];
	unsigned int nr;
	bool need_unpin;
};

ssize_t good_feed_fill(struct feed *f, struct iov_iter *iter)
{
	struct page **pages = f->pages;
	size_t offset;
	ssize_t bytes;

	f->need_unpin = iov_iter_extract_will_pin(iter);
	bytes = iov_iter_extract_pages(iter, &pages, SZ_32K, 8, 0, &offset); //~ site kind=extract releases=unpin_user_page@good_feed_empty
	if (bytes <= 0)
		return bytes ? bytes : -EFAULT;
	f->nr = DIV_ROUND_UP(offset + bytes, PAGE_SIZE);
	return bytes;
}

void good_feed_empty(struct feed *f)
{
	unsigned int i;

	if (f->need_unpin)
		for (i = 0; i < f->nr; i++)
			unpin_user_page(f->pages[i]);
	f->nr = 0;
}
