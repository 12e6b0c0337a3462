// SPDX-License-Identifier: MIT
/*
 * about: A failure behind the pin leaves the pages in the object before the object is told how many there are.
 * source: scatter-gather DMA drivers: a check of the rest of the length returns past the error label
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct tray {
	struct page **pages;
	unsigned int nr;
};

static void tray_clear(struct tray *t)
{
	unsigned int i;

	for (i = 0; i < t->nr; i++)
		put_page(t->pages[i]);
	kfree(t->pages);
}

static int bad_tray_fill(struct tray *t, unsigned long addr, unsigned int want,
			 size_t len)
{
	int rv;

	rv = get_user_pages_fast(addr, want, FOLL_WRITE, t->pages); //~| acquired here
	if (rv < 0)
		goto err;
	if (rv != want) {
		t->nr = rv;
		rv = -EFAULT;
		goto err;
	}
	if (len > want * PAGE_SIZE)
		return -EINVAL; //~ PF101 not told how many there are
	t->nr = want;
	return 0;
err:
	tray_clear(t);
	return rv;
}

static int good_tray_fill(struct tray *t, unsigned long addr, unsigned int want,
			  size_t len)
{
	int rv;

	rv = get_user_pages_fast(addr, want, FOLL_WRITE, t->pages);
	if (rv < 0)
		goto err;
	t->nr = rv;
	if (rv != want) {
		rv = -EFAULT;
		goto err;
	}
	if (len > want * PAGE_SIZE) {
		rv = -EINVAL;
		goto err;
	}
	return 0;
err:
	tray_clear(t);
	return rv;
}

/* The caller clears the tray, which knows its number. */
static int good_tray_fill_for_caller(struct tray *t, unsigned long addr,
				     unsigned int want, size_t len)
{
	int rv;

	rv = get_user_pages_fast(addr, want, FOLL_WRITE, t->pages);
	if (rv != want) {
		while (rv > 0)
			put_page(t->pages[--rv]);
		return -EFAULT;
	}
	t->nr = want;
	if (len > want * PAGE_SIZE)
		return -EINVAL;
	return 0;
}

int good_tray(struct tray *t, unsigned long addr, unsigned int want, size_t len)
{
	if (bad_tray_fill(t, addr, want, len))
		return -EIO;
	tray_clear(t);
	if (good_tray_fill(t, addr, want, len))
		return -EIO;
	tray_clear(t);
	if (good_tray_fill_for_caller(t, addr, want, len)) {
		tray_clear(t);
		return -EIO;
	}
	tray_clear(t);
	return 0;
}
