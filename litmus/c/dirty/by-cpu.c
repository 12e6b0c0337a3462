// SPDX-License-Identifier: MIT
/*
 * about: The kernel copies into pages that were taken for writing, and nobody marks them.
 * source: net/rds/info.c:rds_info_getsockopt (v5.9), mended upstream by 512db8267b73; written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/string.h>

struct scribe {
	struct page **pages;
	int nr;
};

static void scribe_write(struct page *page, const void *data, size_t len)
{
	void *to = kmap_local_page(page);

	memcpy(to, data, len);
	kunmap_local(to);
}

int bad_unmarked(struct page **pages, unsigned long addr, const void *data, size_t len)
{
	int n = pin_user_pages_fast(addr, 1, FOLL_WRITE, pages);

	if (n != 1)
		return -EFAULT;
	scribe_write(pages[0], data, len);
	unpin_user_pages(pages, 1); //~ PF301 the kernel writes
	return 0;
}

int good_marked(struct page **pages, unsigned long addr, const void *data, size_t len)
{
	int n = pin_user_pages_fast(addr, 1, FOLL_WRITE, pages);

	if (n != 1)
		return -EFAULT;
	scribe_write(pages[0], data, len);
	unpin_user_pages_dirty_lock(pages, 1, true);
	return 0;
}
