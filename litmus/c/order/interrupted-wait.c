// SPDX-License-Identifier: MIT
/*
 * about: A signal ends the wait; the device is still writing when the pages go.
 * source: Coyote pull request 236; KastnerRG/riffa releases before the device is quiet
 * status: active
 */
#include <linux/mm.h>
#include <linux/completion.h>

struct crane {
	struct completion done;
};

void crane_start(struct crane *c, struct page **pages, int n);
void crane_stop(struct crane *c);

int bad_wait(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	ret = wait_for_completion_interruptible(&c->done);
	unpin_user_pages_dirty_lock(pages, n, true); //~ PF603
	return ret;
}

int good_stop(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int ret, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	ret = wait_for_completion_interruptible(&c->done);
	if (ret)
		crane_stop(c);
	unpin_user_pages_dirty_lock(pages, n, true);
	return ret;
}

int good_uninterruptible(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	wait_for_completion(&c->done);
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}

int bad_dropped_result(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int i, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	wait_for_completion_timeout(&c->done, HZ);
	for (i = 0; i < n; i++) {
		set_page_dirty_lock(pages[i]);
		unpin_user_page(pages[i]); //~ PF603 timeout
	}
	return 0;
}

int good_always_stops(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	wait_for_completion_timeout(&c->done, HZ);
	crane_stop(c);
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}

int bad_only_prints(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int ret = 0, n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	if (!wait_for_completion_timeout(&c->done, HZ)) {
		pr_err("crane does not answer\n");
		ret = -ETIMEDOUT;
	}
	unpin_user_pages_dirty_lock(pages, n, true); //~ PF603 timeout
	return ret;
}

int good_keeps_them(struct crane *c, unsigned long addr, struct page **pages, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_WRITE, pages);

	if (n <= 0)
		return -EFAULT;
	crane_start(c, pages, n);
	if (!wait_for_completion_timeout(&c->done, HZ))
		crane_stop(c);
	unpin_user_pages_dirty_lock(pages, n, true);
	return 0;
}
