// SPDX-License-Identifier: MIT
/*
 * about: The same release stands twice, one behind the other, and its argument is no plain array or page.
 * source: invented; the arguments are those of drivers/vhost/scsi.c:vhost_scsi_release_cmd_res() and
 *         drivers/iommu/iommufd/pages.c:batch_unpin(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct loom {
	struct scatterlist *sgl;
	unsigned int nents;
	struct page *shuttle;
};

int loom_weave(struct loom *l);

static int loom_fill(struct loom *l, unsigned long addr)
{
	struct page *pages[16];
	int n, i;

	n = pin_user_pages_fast(addr, 16, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++)
		sg_set_page(&l->sgl[i], pages[i], PAGE_SIZE, 0);
	l->nents = n;
	return 0;
}

static void bad_drain(struct loom *l)
{
	int i;

	for (i = 0; i < l->nents; i++) {
		unpin_user_page(sg_page(&l->sgl[i]));
		unpin_user_page(sg_page(&l->sgl[i])); //~ PF104 call before it
	}
	l->nents = 0;
}

static void good_drain(struct loom *l)
{
	int i;

	for (i = 0; i < l->nents; i++)
		unpin_user_page(sg_page(&l->sgl[i]));
	l->nents = 0;
}

/* The argument moves on. */
static void good_two_at_a_time(struct loom *l)
{
	int i;

	for (i = 0; i + 1 < l->nents;) {
		unpin_user_page(sg_page(&l->sgl[i++]));
		unpin_user_page(sg_page(&l->sgl[i++]));
	}
	l->nents = 0;
}

int run_loom(struct loom *l, unsigned long addr, int how)
{
	int ret = loom_fill(l, addr);

	if (ret)
		return ret;
	ret = loom_weave(l);
	if (how == 0)
		bad_drain(l);
	else if (how == 1)
		good_drain(l);
	else
		good_two_at_a_time(l);
	return ret;
}

struct spool {
	struct page *thread;
	struct page *wire;
};

int spool_thread(struct spool *s, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 0, &s->thread) == 1 ? 0 : -EFAULT;
}

int spool_wire(struct spool *s, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, &s->wire) != 1)
		return -EFAULT;
	get_page(s->wire);
	return 0;
}

void bad_unwind(struct spool *s)
{
	put_page(s->thread);
	put_page(s->thread); //~ PF104 put_page
	s->thread = NULL;
}

/* The driver has taken a second reference. */
void good_unwind(struct spool *s)
{
	put_page(s->wire);
	put_page(s->wire);
	s->wire = NULL;
}
