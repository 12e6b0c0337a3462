// SPDX-License-Identifier: MIT
/*
 * about: Pages of an iterator go into a scatterlist that somebody in another file works through.
 * source: crypto/af_alg.c:af_alg_make_sg (v6.1), converted by crypto: af_alg: Use extract_iter_to_sg() to create scatterlists
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/uio.h>
#include <crypto/skcipher.h>

struct sieve {
	struct scatterlist sg[16];
	struct page *pages[16];
	unsigned int nr;
};

int bad_sieve(struct sieve *s, struct iov_iter *iter)
{
	size_t off;
	ssize_t got;
	unsigned int i;

	got = iov_iter_get_pages2(iter, s->pages, LONG_MAX, 16, &off); //~ PF401 into a scatterlist
	if (got <= 0)
		return -EFAULT;
	s->nr = DIV_ROUND_UP(got + off, PAGE_SIZE);
	sg_init_table(s->sg, s->nr);
	for (i = 0; i < s->nr; i++)
		sg_set_page(&s->sg[i], s->pages[i], PAGE_SIZE, 0); //~| put into the list by sg_set_page()
	return got;
}

void sieve_free(struct sieve *s)
{
	unsigned int i;

	for (i = 0; i < s->nr; i++)
		put_page(s->pages[i]);
	s->nr = 0;
}

/* The list is looked through and the pages are let go: nobody has them when the function is through. */
int good_sieve_looks(struct iov_iter *iter)
{
	struct scatterlist list;
	struct page *page;
	size_t off;
	ssize_t got;

	got = iov_iter_get_pages2(iter, &page, PAGE_SIZE, 1, &off);
	if (got <= 0)
		return -EFAULT;
	put_page(page);
	sg_init_table(&list, 1);
	return sg_nents(&list);
}
