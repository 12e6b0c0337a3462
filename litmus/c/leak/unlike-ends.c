// SPDX-License-Identifier: MIT
/*
 * about: One way out keeps what all the others let go, or frees the page that served as an array.
 * source: invented; shapes of drivers/misc/sgi-gru/grufault.c:non_atomic_pte_lookup(), drivers/vhost/vdpa.c:vhost_vdpa_pa_map(),
 *         drivers/infiniband/core/umem.c:ib_umem_get() and fs/bcachefs/fs-io-direct.c:bch2_dio_write_loop(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct kiln;

int kiln_ready(struct kiln *k);
int kiln_queue(struct kiln *k, struct page **pages, int n);
int kiln_fire(struct kiln *k, void *clay);

/* The address is looked up, the page is let go: the failure in between forgets it. */
int bad_lookup(struct kiln *k, unsigned long addr, phys_addr_t *pa)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	*pa = page_to_phys(page);
	if (!kiln_ready(k))
		return -EIO; //~ PF101 where it succeeds
	unpin_user_page(page);
	return 0;
}

int good_lookup(struct kiln *k, unsigned long addr, phys_addr_t *pa)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	*pa = page_to_phys(page);
	if (!kiln_ready(k)) {
		unpin_user_page(page);
		return -EIO;
	}
	unpin_user_page(page);
	return 0;
}

/* Who works on the bytes of a page does not take the page. */
int bad_fire(struct kiln *k, unsigned long addr)
{
	struct page *page;
	void *clay;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF103 get_user_pages_fast
		return -EFAULT;
	clay = kmap_local_page(page);
	ret = kiln_fire(k, clay);
	kunmap_local(clay);
	return ret;
}

int good_fire(struct kiln *k, unsigned long addr)
{
	struct page *page;
	void *clay;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	clay = kmap_local_page(page);
	ret = kiln_fire(k, clay);
	kunmap_local(clay);
	put_page(page);
	return ret;
}

/* A page serves as the array. */
int bad_whole_page(struct kiln *k, unsigned long addr)
{
	struct page **pages = (struct page **)__get_free_page(GFP_KERNEL);
	int n, ret;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, 16, 0, pages);
	if (n <= 0) {
		ret = -EFAULT;
		goto free;
	}
	ret = kiln_ready(k);
	if (ret)
		goto free;
	unpin_user_pages(pages, n);
free:
	free_page((unsigned long)pages);
	return ret; //~ PF101 pin_user_pages_fast
}

int good_whole_page(struct kiln *k, unsigned long addr)
{
	struct page **pages = (struct page **)__get_free_page(GFP_KERNEL);
	int n, ret;

	if (!pages)
		return -ENOMEM;
	n = pin_user_pages_fast(addr, 16, 0, pages);
	if (n <= 0) {
		ret = -EFAULT;
		goto free;
	}
	ret = kiln_ready(k);
	unpin_user_pages(pages, n);
free:
	free_page((unsigned long)pages);
	return ret;
}

struct tray {
	struct page *tile[1];
	int count;
};

/* Both failures are told by a number that is not 0, and one forgets the tile. */
int bad_tray(struct kiln *k, struct tray *t, unsigned long addr)
{
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, t->tile) != 1)
		return -EFAULT;
	ret = kiln_ready(k);
	if (ret)
		goto out;
	ret = kiln_queue(k, NULL, 1);
	if (ret) {
		unpin_user_page(t->tile[0]);
		goto out;
	}
	t->count = 1;
	return 0;
out:
	return ret; //~ PF101 where it fails elsewhere
}

void tray_free(struct tray *t)
{
	if (t->count)
		unpin_user_page(t->tile[0]);
	kfree(t);
}

/* The request goes on: its end lets the pages go. */
struct rack {
	struct page *pages[4];
	int n;
	bool sync;
};

static void rack_done(struct rack *r)
{
	unpin_user_pages(r->pages, r->n);
}

int good_rack(struct kiln *k, struct rack *r, unsigned long addr)
{
	r->n = pin_user_pages_fast(addr, 4, 0, r->pages);
	if (r->n <= 0)
		return -EFAULT;
	kiln_ready(k);
	if (!r->sync)
		return -EIOCBQUEUED;
	rack_done(r);
	return 0;
}
