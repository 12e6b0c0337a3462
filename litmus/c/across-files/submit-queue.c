// SPDX-License-Identifier: MIT
/*
 * part-of: submit.c
 */
#include "submit.h"

int queue_push(struct queue *q, struct order *o)
{
	if (!q)
		return -EINVAL;
	if (!q->online)
		return -EBUSY;
	list_add_tail(&o->node, &q->waiting);
	return 0;
}

void queue_push_or_fail(struct queue *q, struct order *o)
{
	if (!q->online) {
		o->done(o);
		return;
	}
	list_add_tail(&o->node, &q->waiting);
}
