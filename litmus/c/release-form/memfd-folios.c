// SPDX-License-Identifier: MIT
/*
 * about: memfd_pin_folios() fills an array of folios.
 * source: drivers/dma-buf/udmabuf.c:udmabuf_pin_folios (v6.12), written anew
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/memfd.h>
#include <linux/slab.h>

struct slab_of_stone {
	struct folio **folios;
	long nr;
	pgoff_t offset;
};

int stone_prepare(struct slab_of_stone *s);

long bad_prepare_fails(struct slab_of_stone *s, struct file *memfd, loff_t start, loff_t end)
{
	struct folio *folios[4];
	pgoff_t offset;
	long n;

	n = memfd_pin_folios(memfd, start, end, folios, 4, &offset); //~ site kind=pin releases=unpin_folios@bad_prepare_fails
	if (n <= 0)
		return n ? n : -EINVAL;
	if (stone_prepare(s))
		return -EIO; //~ PF101 memfd_pin_folios
	s->offset = offset;
	unpin_folios(folios, n);
	return 0;
}

long good_prepare_fails(struct slab_of_stone *s, struct file *memfd, loff_t start, loff_t end)
{
	struct folio *folios[4];
	pgoff_t offset;
	long n;

	n = memfd_pin_folios(memfd, start, end, folios, 4, &offset); //~ site kind=pin releases=unpin_folios@good_prepare_fails
	if (n <= 0)
		return n ? n : -EINVAL;
	if (stone_prepare(s)) {
		unpin_folios(folios, n);
		return -EIO;
	}
	s->offset = offset;
	unpin_folios(folios, n);
	return 0;
}
