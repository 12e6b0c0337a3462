// SPDX-License-Identifier: MIT
/*
 * about: A flag that is written as a number asks for what it stands for; freeing the array hands no page on.
 * source: out-of-tree hypervisors, whose calls are older than FOLL_WRITE
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

struct window {
	void *kva;
	struct page **pages;
	int nr;
};

void close_window(struct window *w)
{
	vunmap(w->kva);
	release_pages(w->pages, w->nr);
	kfree(w->pages);
}

int bad_open_window(struct window *w, unsigned long uva, int want)
{
	w->nr = get_user_pages_fast(uva, want, 1, w->pages); //~ PF405 1 is passed
	//~^ site kind=get case=5
	if (w->nr != want)
		return -EFAULT;
	w->kva = vmap(w->pages, w->nr, VM_MAP, PAGE_KERNEL);
	return 0;
}

/* Long held all the same. */
int bad_open_for_reading(struct window *w, unsigned long uva, int want)
{
	w->nr = get_user_pages_fast(uva, want, 0, w->pages); //~ PF402 stay held
	//~^ site kind=get case=0
	if (w->nr != want)
		return -EFAULT;
	w->kva = vmap(w->pages, w->nr, VM_MAP, PAGE_KERNEL);
	return 0;
}
