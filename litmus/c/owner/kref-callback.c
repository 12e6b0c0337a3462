// SPDX-License-Identifier: MIT
/*
 * about: The last reference of the object calls the function that releases.
 * source: drivers/infiniband and drm objects with a kref; container_of in the callback
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/kref.h>
#include <linux/slab.h>

struct parcel {
	struct kref ref;
	struct page **pages;
	long npages;
};

static void parcel_free(struct kref *ref)
{
	struct parcel *p = container_of(ref, struct parcel, ref);

	unpin_user_pages(p->pages, p->npages);
	kvfree(p->pages);
	kfree(p);
}

void parcel_put(struct parcel *p)
{
	kref_put(&p->ref, parcel_free);
}

int good_parcel_fill(struct parcel *p, unsigned long addr, long want)
{
	long n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, p->pages); //~ site kind=pin lifetime=object releases=unpin_user_pages@parcel_free

	if (n <= 0)
		return -EFAULT;
	p->npages = n;
	kref_get(&p->ref);
	return 0;
}
