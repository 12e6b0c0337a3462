// SPDX-License-Identifier: MIT
/*
 * about: The pages could go by the name that a release has, and on this path it lets go of something else, or of nothing.
 * source: drivers/gpu/drm/vmwgfx/vmwgfx_msg.c:vmw_mksstat_add_ioctl(), drivers/infiniband/hw/usnic/usnic_uiom.c:usnic_uiom_get_pages(),
 *         drivers/rapidio/devices/rio_mport_cdev.c:rio_dma_transfer() and vchiq_arm.c:create_pagelist() in
 *         drivers/staging/vc04_services/interface/vchiq_arm, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/kref.h>
#include <linux/overflow.h>

struct mill {
	struct page **grain;
	int count;
	bool is_full;
	struct kref users;
};

int mill_start(struct mill *m);

/* One allocation serves for two arrays. */
int bad_halves(unsigned long wheat, unsigned long rye, int n)
{
	struct page **first, **second;
	int got_first, got_second, ret = -EFAULT;

	first = kcalloc(2 * n, sizeof(*first), GFP_KERNEL);
	if (!first)
		return -ENOMEM;
	second = first + n;
	got_first = pin_user_pages_fast(wheat, n, 0, first);
	if (got_first != n)
		goto put_first;
	got_second = pin_user_pages_fast(rye, n, 0, second);
	if (got_second != n)
		goto put_first;
	unpin_user_pages(second, n);
	ret = 0;
put_first:
	if (got_first > 0)
		unpin_user_pages(first, got_first);
	kfree(first);
	return ret; //~ PF102 pin_user_pages_fast
}

int good_halves(unsigned long wheat, unsigned long rye, int n)
{
	struct page **first, **second;
	int got_first, got_second, ret = -EFAULT;

	first = kcalloc(2 * n, sizeof(*first), GFP_KERNEL);
	if (!first)
		return -ENOMEM;
	second = first + n;
	got_first = pin_user_pages_fast(wheat, n, 0, first);
	if (got_first != n)
		goto put_first;
	got_second = pin_user_pages_fast(rye, n, 0, second);
	if (got_second != n)
		goto put_second;
	ret = 0;
put_second:
	if (got_second > 0)
		unpin_user_pages(second, got_second);
put_first:
	if (got_first > 0)
		unpin_user_pages(first, got_first);
	kfree(first);
	return ret;
}

/* One after the other in one array, let go by one number for both. */
int good_sum(unsigned long wheat, unsigned long rye, int n)
{
	struct page *grain[32];
	int got, more;

	got = pin_user_pages_fast(wheat, 16, 0, grain);
	if (got <= 0)
		return -EFAULT;
	more = pin_user_pages_fast(rye, 16, 0, grain + got);
	if (more < 0)
		more = 0;
	unpin_user_pages(grain, got + more);
	return 0;
}

static void mill_free(struct kref *users)
{
	struct mill *m = container_of(users, struct mill, users);

	if (m->grain) {
		unpin_user_pages(m->grain, m->count);
		kfree(m->grain);
	}
	kfree(m);
}

/* The object lets go of what it has: these pages it was never given. */
int bad_not_given(unsigned long addr, int n)
{
	struct page **grain;
	struct mill *m;
	int got, ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	kref_init(&m->users);
	grain = kmalloc_array(n, sizeof(*grain), GFP_KERNEL);
	if (!grain) {
		ret = -ENOMEM;
		goto put;
	}
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, grain);
	if (got != n) {
		ret = -EFAULT;
		goto put;
	}
	m->grain = grain;
	m->count = n;
	ret = mill_start(m);
put:
	kref_put(&m->users, mill_free);
	return ret; //~ PF102 pin_user_pages_fast
}

int good_given(unsigned long addr, int n)
{
	struct page **grain;
	struct mill *m;
	int got, ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	kref_init(&m->users);
	grain = kmalloc_array(n, sizeof(*grain), GFP_KERNEL);
	if (!grain) {
		ret = -ENOMEM;
		goto put;
	}
	m->grain = grain;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, grain);
	if (got <= 0) {
		ret = -EFAULT;
		goto put;
	}
	m->count = got;
	ret = mill_start(m);
put:
	kref_put(&m->users, mill_free);
	return ret;
}

static void mill_empty(struct mill *m)
{
	if (m->is_full)
		unpin_user_pages(m->grain, m->count);
	kfree(m->grain);
	kfree(m);
}

/* The flag by which the helper knows is not set yet. */
struct mill *bad_flag(unsigned long addr, int n)
{
	struct mill *m = kzalloc(sizeof(*m), GFP_KERNEL);
	int got;

	if (!m)
		return NULL;
	m->is_full = false;
	m->grain = kcalloc(n, sizeof(*m->grain), GFP_KERNEL);
	if (!m->grain) {
		mill_empty(m);
		return NULL;
	}
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, m->grain);
	m->count = got;
	if (got != n) {
		mill_empty(m);
		return NULL; //~ PF102 pin_user_pages_fast
	}
	m->is_full = true;
	return m;
}

struct mill *good_flag(unsigned long addr, int n)
{
	struct mill *m = kzalloc(sizeof(*m), GFP_KERNEL);
	int got;

	if (!m)
		return NULL;
	m->is_full = false;
	m->grain = kcalloc(n, sizeof(*m->grain), GFP_KERNEL);
	if (!m->grain) {
		mill_empty(m);
		return NULL;
	}
	got = pin_user_pages_fast(addr, n, FOLL_WRITE, m->grain);
	m->count = got;
	if (got > 0)
		m->is_full = true;
	if (got != n) {
		mill_empty(m);
		return NULL;
	}
	return m;
}

static void mill_fill_in(struct mill *m)
{
	m->is_full = true;
}

/* Another function sets it. */
struct mill *good_flag_elsewhere(unsigned long addr, int n)
{
	struct mill *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return NULL;
	m->is_full = false;
	m->grain = kcalloc(n, sizeof(*m->grain), GFP_KERNEL);
	if (!m->grain) {
		kfree(m);
		return NULL;
	}
	m->count = pin_user_pages_fast(addr, n, FOLL_WRITE, m->grain);
	if (m->count > 0)
		mill_fill_in(m);
	if (m->count != n) {
		mill_empty(m);
		return NULL;
	}
	return m;
}

struct sack {
	struct sack *next;
	int count;
	struct page *grain[];
};

static void sacks_free(struct sack *sacks)
{
	int i;

	for (; sacks; sacks = sacks->next)
		for (i = 0; i < sacks->count; i++)
			unpin_user_page(sacks->grain[i]);
}

/* struct_size() only names the field: who allocates takes no pages over. */
int bad_sack(struct sack **sacks, unsigned long addr)
{
	struct page *grain[16];
	struct sack *sack;
	int i, n;

	n = pin_user_pages_fast(addr, 16, FOLL_WRITE, grain);
	if (n <= 0)
		return -EFAULT;
	sack = kmalloc(struct_size(sack, grain, n), GFP_KERNEL);
	if (!sack) {
		sacks_free(*sacks);
		return -ENOMEM; //~ PF101 pin_user_pages_fast
	}
	for (i = 0; i < n; i++)
		sack->grain[i] = grain[i];
	sack->count = n;
	sack->next = *sacks;
	*sacks = sack;
	return 0;
}
