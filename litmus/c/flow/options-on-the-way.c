// SPDX-License-Identifier: MIT
/*
 * about: What is only told to functions that have nothing to do with the pages does not keep paths apart: the leak is seen however
 *        many options the function has, and a flag that says whether the pages are held is still known at the end.
 * source: drivers/infiniband/core/umem.c:ib_umem_get(), v6.12 (shape)
 * status: active
 */
#include <linux/mm.h>

int bad_start(struct engine *engine, unsigned long addr)
{
	int speed = 0, order = 0, zone = 0, hint = 0, side = 0, held = 0;
	struct page *page;
	int ret;

	if (engine->fast)
		speed = 1;
	if (engine->ordered)
		order = 1;
	if (engine->far)
		zone = 1;
	if (engine->cached)
		hint = 1;
	if (engine->second)
		side = 1;
	if (engine->direct) {
		if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
			return -EFAULT;
		held = 1;
	} else {
		engine_copy(engine, addr);
	}
	engine_prepare(engine, speed, order, zone, hint, side);
	ret = engine_start(engine);
	if (ret)
		return ret; //~ PF101 pin_user_pages_fast
	ret = engine_wait(engine);
	if (held)
		unpin_user_pages_dirty_lock(&page, 1, true);
	return ret;
}

int good_start(struct engine *engine, unsigned long addr)
{
	int speed = 0, order = 0, zone = 0, hint = 0, side = 0, held = 0;
	struct page *page;
	int ret;

	if (engine->fast)
		speed = 1;
	if (engine->ordered)
		order = 1;
	if (engine->far)
		zone = 1;
	if (engine->cached)
		hint = 1;
	if (engine->second)
		side = 1;
	if (engine->direct) {
		if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
			return -EFAULT;
		held = 1;
	} else {
		engine_copy(engine, addr);
	}
	engine_prepare(engine, speed, order, zone, hint, side);
	ret = engine_start(engine);
	if (!ret)
		ret = engine_wait(engine);
	if (held)
		unpin_user_pages_dirty_lock(&page, 1, true);
	return ret;
}
