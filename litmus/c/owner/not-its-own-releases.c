// SPDX-License-Identifier: MIT
/*
 * about: What another function took itself, and a reference that was made when the page was stored, are no releases of the hold.
 * source: drivers/media/pci/ivtv/ivtv-udma.c and ivtv-yuv.c, fs/nfs/pagelist.c (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

struct udma {
	struct page **map;
	int nr;
};

int good_setup(struct udma *dma, unsigned long addr, int n)
{
	int got = pin_user_pages_fast(addr, n, FOLL_LONGTERM, dma->map); //~ site releases=unpin_user_pages@good_setup,unpin_user_pages@good_unmap

	if (got < n) {
		if (got > 0)
			unpin_user_pages(dma->map, got);
		return -EFAULT;
	}
	dma->nr = got;
	return 0;
}

int good_prepare(struct udma *dma, unsigned long addr, int n)
{
	int got = pin_user_pages_fast(addr, n, FOLL_LONGTERM, dma->map); //~ site releases=unpin_user_pages@good_prepare,unpin_user_pages@good_unmap

	if (got < n) {
		if (got > 0)
			unpin_user_pages(dma->map, got);
		return -EFAULT;
	}
	dma->nr = got;
	return 0;
}

void good_unmap(struct udma *dma)
{
	unpin_user_pages(dma->map, dma->nr);
	dma->nr = 0;
}

struct request {
	struct page *page;
};

static void assign(struct request *rq, struct page *page)
{
	rq->page = page;
	get_page(page);
}

int good_request(struct request *rq, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site releases=put_page@good_request
		return -EFAULT;
	assign(rq, page);
	put_page(page);
	return 0;
}

void good_clear(struct request *rq)
{
	struct page *page = rq->page;

	if (page)
		put_page(page);
	rq->page = NULL;
}
