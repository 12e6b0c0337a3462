// SPDX-License-Identifier: MIT
/*
 * about: The pages of an object go first, and only then its requests are waited for.
 * source: drivers/infiniband/hw/hfi1/user_sdma.c:hfi1_user_sdma_free_queues (v5.9, v6.1), written anew
 * status: active
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/dma-mapping.h>

struct mill {
	struct device *dev;
	struct page *page;
	dma_addr_t dma;
	atomic_t running;
	wait_queue_head_t idle;
	struct hub *hub;
};

int mill_load(struct mill *m, unsigned long addr)
{
	if (pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &m->page) != 1)
		return -EFAULT;
	m->dma = dma_map_page(m->dev, m->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	atomic_inc(&m->running);
	return 0;
}

static void mill_unload(struct mill *m)
{
	dma_unmap_page(m->dev, m->dma, PAGE_SIZE, DMA_FROM_DEVICE);
	unpin_user_pages_dirty_lock(&m->page, 1, true);
}

static void mill_node_gone(void *arg, struct hub_node *node)
{
	mill_unload(arg);
}

static const struct hub_ops mill_hub_ops = {
	.remove = mill_node_gone,
};

int mill_open(struct mill *m)
{
	return mill_hub_register(m, &mill_hub_ops, &m->hub);
}

void bad_mill_close(struct mill *m)
{
	mill_unload(m); //~ PF603 wait_event() waits
	wait_event(m->idle, !atomic_read(&m->running));
	kfree(m);
}

void good_mill_close(struct mill *m)
{
	wait_event(m->idle, !atomic_read(&m->running));
	mill_unload(m);
	kfree(m);
}

/* The callbacks of the registration let the pages go. */
void bad_mill_leave(struct mill *m)
{
	if (m->hub)
		mill_hub_unregister(m->hub); //~ PF603 mill_hub_unregister()
	wait_event_interruptible(m->idle, !atomic_read(&m->running));
	kfree(m);
}

void good_mill_leave(struct mill *m)
{
	wait_event(m->idle, !atomic_read(&m->running));
	if (m->hub)
		mill_hub_unregister(m->hub);
	kfree(m);
}

/* Somebody else is waited for. */
void good_mill_other(struct mill *m, struct mill *next)
{
	mill_unload(m);
	wait_event(next->idle, !atomic_read(&next->running));
	kfree(m);
}

/* Where the pages go, nobody waits afterwards. */
void good_mill_one_way(struct mill *m, bool now)
{
	if (now) {
		mill_unload(m);
		return;
	}
	wait_event(m->idle, !atomic_read(&m->running));
	mill_unload(m);
}
