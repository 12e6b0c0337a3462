// SPDX-License-Identifier: MIT
/*
 * part-of: twin-here.c
 */
#include "twin.h"

struct outside {
	vm_object_t object;
	int size;
};

void outside_delete(struct outside *o)
{
	vm_object_deallocate(o->object, o->size);
	free(o, M_DEVBUF);
}

struct outside *good_outside_create(unsigned long addr, int want)
{
	return NULL;
}

void twin_free(void *memory)
{
	free(memory, M_DEVBUF);
}
