// SPDX-License-Identifier: MIT
/*
 * about: Pages held by a plain reference are put into a vector by hand, and the vector goes to a socket or a file.
 * source: fs/smb/client/misc.c:setup_aio_ctx_iter (v6.1), gone with cifs: Change the I/O paths to use an iterator rather than a page list
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/bvec.h>
#include <linux/uio.h>
#include <linux/slab.h>
#include <linux/pipe_fs_i.h>

struct ferry {
	struct iov_iter iter;
	struct bio_vec *vec;
	unsigned int nr;
};

int bad_ferry(struct ferry *f, struct iov_iter *from, struct page **pages, unsigned int max)
{
	size_t start;
	ssize_t got;
	unsigned int i, n;

	got = iov_iter_get_pages2(from, pages, LONG_MAX, max, &start); //~ PF401 from 6.3 on
	if (got <= 0)
		return -EFAULT;
	n = DIV_ROUND_UP(got + start, PAGE_SIZE);
	for (i = 0; i < n; i++) {
		f->vec[i].bv_page = pages[i];
		f->vec[i].bv_offset = 0;
		f->vec[i].bv_len = PAGE_SIZE;
	}
	f->nr = n;
	iov_iter_bvec(&f->iter, WRITE, f->vec, n, got); //~| given to a device by iov_iter_bvec()
	return 0;
}

void ferry_done(struct ferry *f)
{
	unsigned int i;

	for (i = 0; i < f->nr; i++)
		put_page(f->vec[i].bv_page);
	f->nr = 0;
}

/* The reference is given back at once: whoever works on the page afterwards has one of its own. */
struct page *good_peek(struct iov_iter *from)
{
	struct page *page;
	size_t start;
	ssize_t got;

	got = iov_iter_get_pages2(from, &page, PAGE_SIZE, 1, &start);
	BUG_ON(got < 0);
	put_page(page);
	return page;
}

void good_send_peeked(struct ferry *f, struct iov_iter *from)
{
	f->vec[0].bv_page = good_peek(from);
	f->vec[0].bv_offset = 0;
	f->vec[0].bv_len = PAGE_SIZE;
	iov_iter_bvec(&f->iter, WRITE, f->vec, 1, PAGE_SIZE);
}

/* What is in a pipe is the pipe's: who takes pages out of it may get anybody's. */
int good_into_pipe(struct iov_iter *from, struct pipe_buffer *buf)
{
	struct page *page;
	size_t start;
	ssize_t got;

	got = iov_iter_get_pages2(from, &page, PAGE_SIZE, 1, &start);
	if (got <= 0)
		return -EFAULT;
	buf->page = page;
	buf->offset = start;
	buf->len = got;
	return 0;
}

void good_out_of_pipe(struct ferry *f, struct pipe_buffer *buf)
{
	f->vec[0].bv_page = buf->page;
	f->vec[0].bv_offset = buf->offset;
	f->vec[0].bv_len = buf->len;
	iov_iter_bvec(&f->iter, WRITE, f->vec, 1, buf->len);
}

void good_pipe_release(struct pipe_buffer *buf)
{
	put_page(buf->page);
	buf->page = NULL;
}

struct drain {
	struct page *pages[8];
	struct bio_vec vec[8];
	struct iov_iter iter;
	unsigned int nr;
};

/* Called for iterators of a pipe alone, whose pages are the kernel's. */
static void good_drain_pipe(struct drain *d, struct iov_iter *from)
{
	size_t start;
	ssize_t got;
	unsigned int i;

	got = iov_iter_get_pages2(from, d->pages, 8 * PAGE_SIZE, 8, &start);
	if (got <= 0)
		return;
	d->nr = DIV_ROUND_UP(got + start, PAGE_SIZE);
	for (i = 0; i < d->nr; i++) {
		d->vec[i].bv_page = d->pages[i];
		d->vec[i].bv_offset = 0;
		d->vec[i].bv_len = PAGE_SIZE;
	}
	iov_iter_bvec(&d->iter, READ, d->vec, d->nr, got);
}

void drain_begin(struct drain *d, struct iov_iter *from)
{
	if (iov_iter_is_pipe(from))
		good_drain_pipe(d, from);
}

void drain_end(struct drain *d)
{
	unsigned int i;

	for (i = 0; i < d->nr; i++)
		put_page(d->pages[i]);
	d->nr = 0;
}
