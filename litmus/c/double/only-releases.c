// SPDX-License-Identifier: MIT
/*
 * about: A function that acquires nothing releases the pages of an object twice.
 * source: invented; the good ones have the shapes of drivers/gpu/drm and drivers/media
 * status: active
 */
#include <linux/mm.h>

struct tray {
	struct page **pages;
	int nr;
	struct page *first;
	bool busy;
};

void tray_stop(struct tray *t);
int tray_refill(struct tray *t);

int good_load(struct tray *t, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, t->pages);

	if (n != want) {
		if (n > 0)
			unpin_user_pages(t->pages, n);
		return -EFAULT;
	}
	t->nr = n;
	return 0;
}

void bad_unload(struct tray *t)
{
	if (t->busy) {
		tray_stop(NULL);
		unpin_user_pages(t->pages, t->nr);
	}
	unpin_user_pages(t->pages, t->nr); //~ PF104 released already
	//~|^^^ released here first
}

void good_reset(struct tray *t)
{
	if (t->busy) {
		unpin_user_pages(t->pages, t->nr);
		t->nr = 0;
	}
	unpin_user_pages(t->pages, t->nr);
}

void good_refilled(struct tray *t)
{
	unpin_user_pages(t->pages, t->nr);
	tray_refill(t);
	unpin_user_pages(t->pages, t->nr);
}

void good_either(struct tray *t)
{
	if (t->busy) {
		unpin_user_pages(t->pages, t->nr);
		return;
	}
	unpin_user_pages(t->pages, t->nr);
}

void good_parts(struct tray *t)
{
	unpin_user_pages(t->pages, 2);
	unpin_user_pages(t->pages + 2, t->nr - 2);
}

void good_next(struct tray *t, struct tray *other)
{
	unpin_user_pages(t->pages, t->nr);
	t = other;
	unpin_user_pages(t->pages, t->nr);
}
