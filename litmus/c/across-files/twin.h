// SPDX-License-Identifier: MIT
/*
 * part-of: twin-here.c
 */
struct outside;

struct caller {
	struct outside *outside;
};

void twin_free(void *memory);
void outside_delete(struct outside *o);
struct outside *good_outside_create(unsigned long addr, int want);
