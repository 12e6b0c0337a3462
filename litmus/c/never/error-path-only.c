// SPDX-License-Identifier: MIT
/*
 * about: Only the error path releases; the object keeps the pages, and who is given it cannot know what is in it.
 * source: invented; the shape of drivers/misc/genwqe/card_utils.c:genwqe_user_vmap() without its other half, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct forge_job;

void forge_note(void *cookie, struct forge *f);
int forge_start(u64 *addresses, int n);

struct forge {
	struct page **bars;
	int count;
	u64 *addresses;
};

int bad_forge_load(struct forge *f, unsigned long addr, int want)
{
	int n, i, ret;

	n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, f->bars); //~ PF103 once bad_forge_load() has succeeded
	if (n < want) {
		ret = -EFAULT;
		goto fail;
	}
	f->count = n;
	for (i = 0; i < n; i++)
		f->addresses[i] = cpu_to_be64(page_to_phys(f->bars[i]));
	forge_note(NULL, f);
	ret = forge_start(f->addresses, n);
	if (ret != 0)
		goto fail;
	return 0;
fail:
	if (n > 0)
		unpin_user_pages(f->bars, n);
	return ret;
}

void forge_free(struct forge *f)
{
	kfree(f->bars);
	kfree(f);
}

struct anvil {
	struct page **bars;
	int count;
};

int good_anvil_load(struct anvil *a, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, a->bars);

	if (n < want) {
		if (n > 0)
			unpin_user_pages(a->bars, n);
		return -EFAULT;
	}
	a->count = n;
	return 0;
}

void anvil_free(struct anvil *a)
{
	unpin_user_pages(a->bars, a->count);
	kfree(a);
}

/* A function elsewhere gets the pages one by one and may keep them. */
struct tongs {
	struct page *bars[8];
};

void forge_take(struct forge_job *job, struct page *page);

int good_tongs_load(struct tongs *t, struct forge_job *job, unsigned long addr)
{
	int i, n = pin_user_pages_fast(addr, 8, FOLL_LONGTERM, t->bars);

	if (n < 8) {
		if (n > 0)
			unpin_user_pages(t->bars, n);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		forge_take(job, t->bars[i]);
	return 0;
}

/* A number goes to a function that lets go, by its name. */
struct bellows {
	struct page *air;
	unsigned long pfn;
};

void forge_release_pfn(unsigned long pfn);

int good_bellows_load(struct bellows *b, unsigned long addr)
{
	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &b->air) != 1)
		return -EFAULT;
	b->pfn = page_to_pfn(b->air);
	return 0;
}

void bellows_free(struct bellows *b)
{
	forge_release_pfn(b->pfn);
	kfree(b);
}
