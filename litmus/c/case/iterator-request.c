// SPDX-License-Identifier: MIT
/*
 * about: Pages of an iterator are handed on: a mark, a checksum or a copy elsewhere does not make them the kernel's work.
 * source: fs/nfs/direct.c, net/core/skbuff.c and, for the other side, fs/fuse/dev.c:fuse_copy_do (v6.12)
 * status: active
 * sites: all
 * kernel: 6.12
 * expect: none
 */
#include <linux/mm.h>
#include <linux/uio.h>

struct request {
	struct page *page;
	size_t offset;
};

int good_request_fill(struct request *rq, struct iov_iter *iter)
{
	ssize_t n = iov_iter_get_pages2(iter, &rq->page, PAGE_SIZE, 1, &rq->offset); //~ site kind=get case=1

	return n <= 0 ? -EFAULT : 0;
}

u32 good_request_sum(struct request *rq)
{
	return csum(kmap_local_page(rq->page));
}

void good_request_done(struct request *rq)
{
	set_page_dirty_lock(rq->page);
	put_page(rq->page);
}

struct copying {
	struct page *from;
	size_t offset;
};

static int good_copy_fill(struct copying *cs, struct iov_iter *iter)
{
	ssize_t n = iov_iter_get_pages2(iter, &cs->from, PAGE_SIZE, 1, &cs->offset); //~ site kind=get case=5

	return n <= 0 ? -EFAULT : 0;
}

static void good_copy_do(struct copying *cs, void *what)
{
	void *to = kmap_local_page(cs->from);

	memcpy(to, what, PAGE_SIZE);
	kunmap_local(to);
}

int good_copy(struct copying *cs, struct iov_iter *iter, void *what)
{
	if (good_copy_fill(cs, iter))
		return -EFAULT;
	good_copy_do(cs, what);
	set_page_dirty_lock(cs->from);
	put_page(cs->from);
	return 0;
}
