// SPDX-License-Identifier: MIT
/*
 * about: A helper puts the array of pages into an object that it makes and returns. Where it returns no object, the pages are in
 *        none: the loop that ends there leaks them. Many ways through the loop do not hide it.
 * source: fs/cifs/file.c:cifs_write_from_iter(), v5.9 (shape)
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uio.h>

struct chunk {
	struct list_head list;
	struct page **pages;
	unsigned int count;
	bool retry;
};

static struct chunk *chunk_over(struct page **pages)
{
	struct chunk *chunk;

	chunk = kzalloc(sizeof(*chunk), GFP_KERNEL);
	if (chunk != NULL) {
		chunk->pages = pages;
		INIT_LIST_HEAD(&chunk->list);
	}
	return chunk;
}

void chunk_end(struct chunk *chunk)
{
	unsigned int i;

	for (i = 0; i < chunk->count; i++)
		put_page(chunk->pages[i]);
	kvfree(chunk->pages);
	kfree(chunk);
}

int bad_queue(struct iov_iter *from, size_t len, struct list_head *queue)
{
	struct chunk *chunk;
	struct page **pages;
	ssize_t got;
	size_t start;
	int ret = 0;

	do {
		if (queue_is_stale(queue)) {
			ret = queue_renew(queue);
			if (ret == -EAGAIN)
				continue;
			else if (ret)
				break;
		}
		ret = queue_wait(queue);
		if (ret)
			break;
		got = iov_iter_get_pages_alloc2(from, &pages, len, &start);
		if (got < 0) {
			ret = got;
			break;
		}
		chunk = chunk_over(pages);
		if (!chunk) {
			ret = -ENOMEM;
			break;
		}
		chunk->count = DIV_ROUND_UP(got + start, PAGE_SIZE);
		ret = queue_charge(queue, got);
		if (!ret)
			ret = queue_send(queue, chunk);
		if (ret) {
			chunk_end(chunk);
			if (ret == -EAGAIN)
				continue;
			break;
		}
		list_add_tail(&chunk->list, queue);
		len -= got;
	} while (len > 0);
	return ret; //~ PF101 iov_iter_get_pages_alloc2
}

int good_queue(struct iov_iter *from, size_t len, struct list_head *queue)
{
	struct chunk *chunk;
	struct page **pages;
	ssize_t got;
	size_t start;
	int i, ret = 0;

	do {
		if (queue_is_stale(queue)) {
			ret = queue_renew(queue);
			if (ret == -EAGAIN)
				continue;
			else if (ret)
				break;
		}
		ret = queue_wait(queue);
		if (ret)
			break;
		got = iov_iter_get_pages_alloc2(from, &pages, len, &start);
		if (got < 0) {
			ret = got;
			break;
		}
		chunk = chunk_over(pages);
		if (!chunk) {
			for (i = 0; i < DIV_ROUND_UP(got + start, PAGE_SIZE); i++)
				put_page(pages[i]);
			kvfree(pages);
			ret = -ENOMEM;
			break;
		}
		chunk->count = DIV_ROUND_UP(got + start, PAGE_SIZE);
		ret = queue_charge(queue, got);
		if (!ret)
			ret = queue_send(queue, chunk);
		if (ret) {
			chunk_end(chunk);
			if (ret == -EAGAIN)
				continue;
			break;
		}
		list_add_tail(&chunk->list, queue);
		len -= got;
	} while (len > 0);
	return ret;
}

/* The object was made before: whether it keeps them, this function cannot tell by the result. */
static struct chunk *chunk_into(struct chunk *chunk, struct page **pages)
{
	struct chunk *last = chunk->count ? NULL : chunk;

	chunk->pages = pages;
	return last;
}

int good_into(struct iov_iter *from, size_t len, struct chunk *chunk)
{
	struct page **pages;
	size_t start;
	ssize_t got;

	got = iov_iter_get_pages_alloc2(from, &pages, len, &start);
	if (got < 0)
		return got;
	if (!chunk_into(chunk, pages))
		return -EBUSY;
	chunk->count = DIV_ROUND_UP(got + start, PAGE_SIZE);
	return 0;
}
