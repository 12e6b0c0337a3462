// SPDX-License-Identifier: MIT
/*
 * about: `req->buffer.pages`, where the struct of the buffer is not at hand, is not the `pages` of every other member.
 * source: fs/netfs (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>

struct request {
	struct rolling buffer;
	int nr;
};

struct answer {
	struct table store;
	int nr;
};

int good_request_pin(struct request *rq, unsigned long addr, int n)
{
	int got = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, rq->buffer.pages); //~ site releases=unpin_user_pages@good_request_free

	if (got <= 0)
		return -EFAULT;
	rq->nr = got;
	return 0;
}

void good_request_free(struct request *rq)
{
	unpin_user_pages(rq->buffer.pages, rq->nr);
}

void good_answer_free(struct answer *a)
{
	unpin_user_pages(a->store.pages, a->nr);
}
