// SPDX-License-Identifier: MIT
/*
 * about: A test right in front of a release sends one side to a failure that releases nothing.
 * source: invented; shapes of drivers/misc/genwqe/card_utils.c:genwqe_user_vmap(), drivers/tee/tee_shm.c:register_shm_helper(),
 *         fs/splice.c:iter_to_pipe() and drivers/rapidio/devices/rio_mport_cdev.c:rio_dma_transfer(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/kref.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

struct loom {
	struct page **threads;
	int count;
	struct kref users;
};

int loom_weave(struct loom *l, struct page **threads);
int loom_dye(struct page *thread);
bool loom_is_stopped(struct loom *l);

static void loom_unpin(struct loom *l)
{
	unpin_user_pages(l->threads, l->count);
	l->count = 0;
}

/* The object has the pages, and on the other side they are let go: nobody else is to do it. */
int bad_loom(struct loom *l, unsigned long addr)
{
	int ret;

	l->count = pin_user_pages_fast(addr, 16, 0, l->threads);
	if (l->count <= 0)
		return -EFAULT;
	ret = loom_weave(l, l->threads);
	if (ret) {
		if (signal_pending(current))
			return -EINTR; //~ PF101 on the other side of the test
		loom_unpin(l);
	}
	return ret;
}

/* What got the first page may have kept it, but not the others. */
int bad_dyeing(struct loom *l, unsigned long addr)
{
	struct page *threads[8];
	int i, n, ret;

	n = get_user_pages_fast(addr, 8, 0, threads);
	if (n <= 0)
		return -EFAULT;
	ret = loom_dye(threads[0]);
	for (i = 1; i < n; i++) {
		if (signal_pending(current)) {
			pr_warn("interrupted\n");
			return -EINTR; //~ PF101 get_user_pages_fast
		}
		put_page(threads[i]);
	}
	return ret;
}

/* What is tested says whether there is something to release. */
int good_nothing_there(struct loom *l, unsigned long addr)
{
	l->count = pin_user_pages_fast(addr, 16, 0, l->threads);
	loom_weave(l, l->threads);
	if (l->count <= 0)
		return -EFAULT;
	loom_unpin(l);
	return 0;
}

/* Whoever got the page says that it has it now. */
int good_taken(struct loom *l, unsigned long addr)
{
	struct page *thread;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &thread) != 1)
		return -EFAULT;
	ret = loom_dye(thread);
	if (ret < 0)
		return -EBUSY;
	put_page(thread);
	return 0;
}

static void loom_end(struct kref *users)
{
	struct loom *l = container_of(users, struct loom, users);

	unpin_user_pages(l->threads, l->count);
	kfree(l);
}

/* The last user lets them go. */
int good_users(struct loom *l, unsigned long addr)
{
	l->count = pin_user_pages_fast(addr, 16, 0, l->threads);
	if (l->count <= 0)
		return -EFAULT;
	loom_weave(l, l->threads);
	if (!kref_put(&l->users, loom_end))
		return -EBUSY;
	loom_unpin(l);
	return 0;
}

/* The work goes on: its end lets the pages go. */
int good_under_way(struct loom *l, unsigned long addr, bool wait)
{
	l->count = pin_user_pages_fast(addr, 16, 0, l->threads);
	if (l->count <= 0)
		return -EFAULT;
	loom_weave(l, l->threads);
	if (!wait)
		return -EIOCBQUEUED;
	loom_unpin(l);
	return 0;
}

/* Both sides let them go. */
int good_both(struct loom *l, unsigned long addr)
{
	l->count = pin_user_pages_fast(addr, 16, 0, l->threads);
	if (l->count <= 0)
		return -EFAULT;
	if (loom_is_stopped(l)) {
		loom_unpin(l);
		return -ENODEV;
	}
	loom_unpin(l);
	return 0;
}
