// SPDX-License-Identifier: MIT
/*
 * about: A tasklet marks the pages itself, or leaves the asynchronous ones to a work item and marks those that are waited for.
 * source: fs/direct-io.c:dio_bio_complete (v5.0), which hands such bios to bio_check_pages_dirty()
 * status: active
 */
#include <linux/mm.h>
#include <linux/interrupt.h>
#include <linux/workqueue.h>

struct kiln {
	struct tasklet_struct tasklet;
	struct work_struct work;
	struct page *pages[8];
	int count;
	bool waits;
};

static void good_kiln_end(struct kiln *k)
{
	if (!k->waits) {
		schedule_work(&k->work);
	} else {
		unpin_user_pages_dirty_lock(k->pages, k->count, true);
		k->count = 0;
	}
}

/* The other arm only prints. */
static void bad_kiln_end(struct kiln *k)
{
	if (!k->waits) {
		pr_debug("nobody waits\n");
	} else {
		unpin_user_pages_dirty_lock(k->pages, k->count, true); //~ PF305 tasklet
		k->count = 0;
	}
}

static void kiln_run(struct tasklet_struct *t)
{
	struct kiln *k = from_tasklet(k, t, tasklet);

	good_kiln_end(k);
	bad_kiln_end(k);
}

int kiln_fill(struct kiln *k, unsigned long addr)
{
	int n;

	tasklet_setup(&k->tasklet, kiln_run);
	n = pin_user_pages_fast(addr, 8, FOLL_WRITE | FOLL_LONGTERM, k->pages);
	if (n <= 0)
		return -EFAULT;
	k->count = n;
	return 0;
}
