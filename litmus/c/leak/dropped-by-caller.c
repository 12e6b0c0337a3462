// SPDX-License-Identifier: MIT
/*
 * about: A function fails with pages in the object it was given, and its caller frees the object without letting them go.
 * source: shape of fs/orangefs/orangefs-bufmap.c:orangefs_bufmap_map() and orangefs_bufmap_initialize(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct shelf {
	struct page **books;
	int want;
	unsigned long *index;
};

int shelf_label(struct shelf *s);
void shelf_return_all(struct shelf *s);
extern struct shelf *the_shelf;

static void shelf_unmap(struct shelf *s)
{
	unpin_user_pages(s->books, s->want);
}

static void shelf_free(struct shelf *s)
{
	kfree(s->books);
	bitmap_free(s->index);
	kfree(s);
}

static int bad_fill(struct shelf *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, s->want, FOLL_WRITE | FOLL_LONGTERM,
				    s->books);

	if (n < 0)
		return n;
	if (n != s->want)
		return -ENOMEM; //~ PF102 then frees
	return 0;
}

int open_with_bad_fill(unsigned long addr, int want)
{
	struct shelf *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->want = want;
	s->books = kcalloc(want, sizeof(*s->books), GFP_KERNEL);
	if (!s->books) {
		kfree(s);
		return -ENOMEM;
	}
	ret = bad_fill(s, addr);
	if (ret) {
		shelf_free(s);
		return ret;
	}
	the_shelf = s;
	return 0;
}

void shelf_close(void)
{
	shelf_unmap(the_shelf);
	shelf_free(the_shelf);
}

/* The caller lets them go before it frees the object. */
static int shelf_fill_for_release(struct shelf *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, s->want, FOLL_WRITE | FOLL_LONGTERM,
				    s->books);

	if (n < 0)
		n = 0;
	if (n != s->want) {
		s->want = n;
		return -ENOMEM;
	}
	return 0;
}

int good_open(unsigned long addr, int want)
{
	struct shelf *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->want = want;
	s->books = kcalloc(want, sizeof(*s->books), GFP_KERNEL);
	if (!s->books) {
		kfree(s);
		return -ENOMEM;
	}
	ret = shelf_fill_for_release(s, addr);
	if (ret) {
		shelf_unmap(s);
		shelf_free(s);
		return ret;
	}
	the_shelf = s;
	return 0;
}

/* A function elsewhere gets the object first. */
static int shelf_fill_for_stranger(struct shelf *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, s->want, FOLL_WRITE | FOLL_LONGTERM,
				    s->books);

	if (n < 0)
		n = 0;
	if (n != s->want) {
		s->want = n;
		return -ENOMEM;
	}
	return 0;
}

int good_open_returned(unsigned long addr, int want)
{
	struct shelf *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->want = want;
	s->books = kcalloc(want, sizeof(*s->books), GFP_KERNEL);
	if (!s->books) {
		kfree(s);
		return -ENOMEM;
	}
	ret = shelf_fill_for_stranger(s, addr);
	if (ret) {
		shelf_return_all(s);
		shelf_free(s);
		return ret;
	}
	the_shelf = s;
	return 0;
}

/* The object lives on: whoever closes it lets them go. */
static int shelf_fill_kept(struct shelf *s, unsigned long addr)
{
	int n = pin_user_pages_fast(addr, s->want, FOLL_WRITE | FOLL_LONGTERM,
				    s->books);

	if (n < 0)
		n = 0;
	if (n != s->want) {
		s->want = n;
		return -ENOMEM;
	}
	return 0;
}

int good_refill(unsigned long addr)
{
	int ret = shelf_fill_kept(the_shelf, addr);

	if (ret)
		return ret;
	return shelf_label(the_shelf);
}

/* It fails only where it has let them go. */
static int shelf_fill_well(struct shelf *s, unsigned long addr)
{
	int i, n = pin_user_pages_fast(addr, s->want, FOLL_WRITE | FOLL_LONGTERM,
				    s->books);

	if (n < 0)
		return n;
	if (n != s->want) {
		for (i = 0; i < n; i++)
			unpin_user_page(s->books[i]);
		return -ENOMEM;
	}
	return 0;
}

int good_open_well(unsigned long addr, int want)
{
	struct shelf *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->want = want;
	s->books = kcalloc(want, sizeof(*s->books), GFP_KERNEL);
	if (!s->books) {
		kfree(s);
		return -ENOMEM;
	}
	ret = shelf_fill_well(s, addr);
	if (ret) {
		shelf_free(s);
		return ret;
	}
	the_shelf = s;
	return 0;
}
