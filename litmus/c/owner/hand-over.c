// SPDX-License-Identifier: MIT
/*
 * about: The pages move from a request to a transfer; the old owner is emptied.
 * source: ownership moves in drivers/iommu/iommufd and net/rds
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct request {
	struct page **pages;
	int nr;
};

struct transfer {
	struct page **pages;
	int nr;
};

int good_request_fill(struct request *rq, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, rq->pages); //~ site kind=pin releases=unpin_user_pages@request_drop,unpin_user_pages@transfer_done

	if (n <= 0)
		return -EFAULT;
	rq->nr = n;
	return 0;
}

void good_hand_over(struct transfer *t, struct request *rq)
{
	t->pages = rq->pages;
	t->nr = rq->nr;
	rq->pages = NULL;
	rq->nr = 0;
}

void request_drop(struct request *rq)
{
	if (rq->pages)
		unpin_user_pages(rq->pages, rq->nr);
}

void transfer_done(struct transfer *t)
{
	unpin_user_pages(t->pages, t->nr);
	kvfree(t->pages);
	kfree(t);
}
