// SPDX-License-Identifier: MIT
/*
 * about: get_user_pages_longterm() and put_user_pages_dirty_lock(), with and without its bool.
 * source: include/linux/mm.h: get_user_pages_longterm (v5.0), put_user_pages_dirty_lock without the bool (v5.3); the bool came in v5.4
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/version.h>

struct relic {
	struct page *pages[16];
	long nr;
};

int relic_light(struct relic *r);

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 2, 0)
int good_longterm(struct relic *r, unsigned long addr)
{
	down_read(&current->mm->mmap_sem);
	r->nr = get_user_pages_longterm(addr, 16, 0, r->pages, NULL); //~ site kind=get api=get_user_pages_longterm releases=put_page@relic_put
	up_read(&current->mm->mmap_sem);
	return r->nr > 0 ? 0 : -EFAULT;
}

void relic_put(struct relic *r)
{
	long i;

	for (i = 0; i < r->nr; i++)
		put_page(r->pages[i]);
}
#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 4, 0)
int good_without_bool(struct relic *r, unsigned long addr)
{
	r->nr = get_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, r->pages); //~ site kind=get api=get_user_pages_fast releases=put_user_pages_dirty_lock@relic_put_dirty
	return r->nr > 0 ? 0 : -EFAULT;
}

void relic_put_dirty(struct relic *r)
{
	put_user_pages_dirty_lock(r->pages, r->nr);
}
#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
int good_with_bool(struct relic *r, unsigned long addr)
{
	r->nr = get_user_pages_fast(addr, 16, FOLL_WRITE | FOLL_LONGTERM, r->pages); //~ site kind=get api=get_user_pages_fast releases=put_user_pages_dirty_lock@relic_put_marked
	return r->nr > 0 ? 0 : -EFAULT;
}

void relic_put_marked(struct relic *r)
{
	put_user_pages_dirty_lock(r->pages, r->nr, true);
}

int bad_light_fails(struct relic *r, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ site kind=get releases=put_user_page@bad_light_fails
		return -EFAULT;
	ret = relic_light(r);
	if (ret)
		return ret; //~ PF101 get_user_pages_fast
	put_user_page(page);
	return 0;
}
#endif
