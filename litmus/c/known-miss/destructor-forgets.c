// SPDX-License-Identifier: MIT
/*
 * about: The last reference frees the array; the pages are put only where the request was answered.
 * source: fs/cifs before 13f5938d8264; that the hold is in the object when the caller drops it is not followed
 * status: known-miss
 */
#include <linux/mm.h>
#include <linux/kref.h>
#include <linux/slab.h>

struct errand {
	struct kref ref;
	struct page **pages;
	int nr;
};

int errand_send(struct errand *e);

static void errand_free(struct kref *ref)
{
	struct errand *e = container_of(ref, struct errand, ref);

	kvfree(e->pages);
	kfree(e);
}

static int errand_pack(struct errand *e, unsigned long addr, int want)
{
	int got = get_user_pages_fast(addr, want, 0, e->pages);

	if (got <= 0)
		return -EFAULT;
	e->nr = got;
	return 0;
}

static void errand_unpack(struct errand *e)
{
	while (e->nr > 0)
		put_page(e->pages[--e->nr]);
}

int bad_not_sent(struct errand *e, unsigned long addr, int want)
{
	int ret = errand_pack(e, addr, want);

	if (!ret)
		ret = errand_send(e);
	if (ret) {
		kref_put(&e->ref, errand_free);
		return ret; //~ PF101
	}
	errand_unpack(e);
	kref_put(&e->ref, errand_free);
	return 0;
}
