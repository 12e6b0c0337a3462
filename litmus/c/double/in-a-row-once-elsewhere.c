// SPDX-License-Identifier: MIT
/*
 * about: The driver takes references of its own, but a page of this field is let go once elsewhere, and here twice.
 * source: invented; the shape of fs/pipe.c:generic_pipe_buf_release() with its put_page() written twice, v6.12
 * status: active
 */
#include <linux/mm.h>

struct slot {
	struct page *page;
	struct page *spare;
	unsigned int len;
};

static int slot_fill(struct slot *s, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 0, &s->page) == 1 ? 0 : -EFAULT; //~ PF402 stay held
}

int slot_fill_spare(struct slot *s, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 0, &s->spare) == 1 ? 0 : -EFAULT;
}

/* Each slot has a reference of its own. */
bool slot_copy(struct slot *to, struct slot *from)
{
	if (!try_get_page(from->page))
		return false;
	get_page(from->spare);
	*to = *from;
	return true;
}

static void slot_empty(struct slot *s)
{
	put_page(s->page);
	s->page = NULL;
}

void bad_slot_release(struct slot *s)
{
	put_page(s->page);
	put_page(s->page); //~ PF104 slot_empty() releases what is kept in the same place once
}

/* Nothing says how many references a spare has. */
void good_slot_release_spare(struct slot *s)
{
	put_page(s->spare);
	put_page(s->spare);
}

/* Fills and empties in one go. */
int slot_run(struct slot *s, unsigned long addr)
{
	int ret = slot_fill(s, addr);

	if (!ret)
		slot_empty(s);
	return ret;
}
