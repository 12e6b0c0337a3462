// SPDX-License-Identifier: MIT
/*
 * part-of: twin-here.c
 */
#include "twin.h"

void caller_end(struct caller *c)
{
	outside_delete(c->outside);
}

int caller_begin(struct caller *c, unsigned long addr)
{
	c->outside = good_outside_create(addr, 16);
	return c->outside ? 0 : -1;
}
