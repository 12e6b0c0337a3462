// SPDX-License-Identifier: MIT
/*
 * about: A function fails with some of the pages in the object of its caller, who frees the object by a function of its own.
 * source: invented; the shape of fs/orangefs/orangefs-bufmap.c:orangefs_bufmap_map() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/silo.h>

static int bad_silo_fill(struct silo *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, s->room, FOLL_WRITE | FOLL_LONGTERM, s->bags);

	if (n < 0)
		return n;
	if (n != s->room)
		return -ENOMEM; //~ PF101 fails with the pages
	return 0;
}

static void silo_free(struct silo *s)
{
	kfree(s->bags);
	kfree(s);
}

void silo_empty(struct silo *s)
{
	unpin_user_pages(s->bags, s->room);
}

int silo_open(struct silo **where, unsigned long addr, int room)
{
	struct silo *s = silo_alloc(room);
	int ret;

	if (!s || !s->bags)
		return -ENOMEM;
	ret = bad_silo_fill(s, addr);
	if (ret)
		goto out_free;
	*where = s;
	return 0;
out_free:
	silo_free(s);
	return ret;
}

static int good_barn_fill(struct barn *b, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, b->room, FOLL_WRITE | FOLL_LONGTERM, b->bags);

	if (n < 0)
		return n;
	b->n = n;
	if (n != b->room)
		return -ENOMEM;
	return 0;
}

/* The end of the object lets go of what is in it. */
static void barn_free(struct barn *b)
{
	unpin_user_pages(b->bags, b->n);
	kfree(b->bags);
	kfree(b);
}

int barn_open(struct barn **where, unsigned long addr, int room)
{
	struct barn *b = barn_alloc(room);
	int ret;

	if (!b || !b->bags)
		return -ENOMEM;
	ret = good_barn_fill(b, addr);
	if (ret)
		goto out_free;
	*where = b;
	return 0;
out_free:
	barn_free(b);
	return ret;
}
