// SPDX-License-Identifier: MIT
/*
 * part-of: submit.c
 */
#include <linux/list.h>
#include <linux/mm.h>

struct order {
	struct list_head node;
	struct page **pages;
	int want;
	int nr;
	void (*done)(struct order *o);
};

struct queue {
	struct list_head waiting;
	struct list_head all;
	bool online;
};

int queue_push(struct queue *q, struct order *o);
void queue_push_or_fail(struct queue *q, struct order *o);
