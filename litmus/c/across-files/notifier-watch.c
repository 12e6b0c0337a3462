// SPDX-License-Identifier: MIT
/*
 * part-of: notifier-take.c
 */
#include <linux/mmu_notifier.h>
#include "table.h"

int table_watch(struct table *t)
{
	return mmu_interval_notifier_insert(&t->notifier, current->mm, t->addr, PAGE_SIZE, &table_notifier_ops);
}
