// SPDX-License-Identifier: MIT
/*
 * about: A function sees that an object has a page and makes it forget the page, which nobody can release then.
 * source: invented; the shape of drivers/misc/vmw_vmci/vmci_context.c:vmci_ctx_unset_notify() without its put_page(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/beacon.h>

int beacon_light(struct beacon *b, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &b->lamp) != 1) {
		b->lamp = NULL;
		return -EFAULT;
	}
	b->glow = kmap(b->lamp);
	if (!b->glow) {
		put_page(b->lamp);
		b->lamp = NULL;
		return -ENOMEM;
	}
	return 0;
}

void bad_beacon_douse(struct beacon *b)
{
	struct page *lamp = b->lamp;

	b->lamp = NULL; //~ PF101 clears struct beacon.lamp
	if (lamp)
		kunmap(lamp);
}

int torch_light(struct torch *t, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &t->lamp) != 1)
		return -EFAULT;
	if (t->broken) {
		put_page(t->lamp);
		t->lamp = NULL;
		return -EIO;
	}
	return 0;
}

/* Begins the object. */
void good_torch_make(struct torch *t)
{
	t->lamp = NULL;
	t->lit = false;
}

/* Hands the page on. */
struct page *good_torch_take(struct torch *t)
{
	struct page *lamp = t->lamp;

	t->lamp = NULL;
	return lamp;
}

void good_torch_douse(struct torch *t)
{
	struct page *lamp = t->lamp;

	t->lamp = NULL;
	if (lamp)
		put_page(lamp);
}
