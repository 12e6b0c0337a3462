// SPDX-License-Identifier: MIT
/*
 * about: Pages are given away one by one, and the function returns when one of them is not taken.
 * source: block/bio.c:__bio_iov_append_get_pages() (v5.9), commit d9cf3bd53184; shapes of fs/splice.c:iter_to_pipe() and
 *         drivers/infiniband/hw/qib/qib_user_sdma.c:qib_user_sdma_pin_pages(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/pipe_fs_i.h>
#include <linux/slab.h>

struct train;

int train_couple(struct train *t, struct page *page);

int bad_train(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages); //~| acquired here
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		struct page *page = pages[i];

		if (train_couple(t, page))
			return -ENOSPC; //~ PF101 in the middle of the loop
	}
	return 0;
}

int good_train(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_couple(t, pages[i]))
			break;
	}
	if (i == n)
		return 0;
	while (i < n)
		put_page(pages[i++]);
	return -ENOSPC;
}

int good_train_at_once(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_couple(t, pages[i])) {
			release_pages(pages + i, n - i);
			return -ENOSPC;
		}
	}
	return 0;
}

int train_append(struct train *t, struct pipe_buffer *wagon);

/* What it returns then is no errno as written, and the page goes in an object on the stack. */
int bad_wagons(struct train *t, unsigned long addr)
{
	struct pipe_buffer wagon = { .len = 1 };
	struct page *pages[8];
	int i, n, total = 0, ret = 0;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		wagon.page = pages[i];
		ret = train_append(t, &wagon);
		if (unlikely(ret < 0))
			goto out;
		total += ret;
	}
out:
	return total ? total : ret; //~ PF101 in the middle of the loop
}

int good_wagons(struct train *t, unsigned long addr)
{
	struct pipe_buffer wagon = { .len = 1 };
	struct page *pages[8];
	int i, n, total = 0, ret = 0;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		wagon.page = pages[i];
		ret = train_append(t, &wagon);
		if (unlikely(ret < 0)) {
			while (++i < n)
				put_page(pages[i]);
			goto out;
		}
		total += ret;
	}
out:
	return total ? total : ret;
}

/* Each is tried: the next round goes on with the next one. */
int good_try_all(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n, ret = 0;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		ret = train_couple(t, pages[i]);
		if (ret < 0)
			pr_warn("not coupled\n");
	}
	return ret;
}

static int train_couple_or_put(struct train *t, struct page *page)
{
	if (train_couple(t, page)) {
		unpin_user_page(page);
		return -ENOSPC;
	}
	return 0;
}

/* It lets go of the one that it was given, not of those behind. */
int bad_own_only(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n, ret;

	n = pin_user_pages_fast(addr, 8, FOLL_LONGTERM, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		ret = train_couple_or_put(t, pages[i]);
		if (ret < 0)
			break;
	}
	return ret; //~ PF101 pin_user_pages_fast
}

int good_own_and_rest(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n, ret;

	n = pin_user_pages_fast(addr, 8, FOLL_LONGTERM, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		ret = train_couple_or_put(t, pages[i]);
		if (ret < 0) {
			i++;
			break;
		}
	}
	while (i < n)
		unpin_user_page(pages[i++]);
	return ret;
}

bool train_merge(struct train *t, struct page *page);
bool train_full(struct train *t);
void train_add(struct train *t, struct page *page);

/* What is only asserted lets nothing go. */
int bad_asserted(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_merge(t, pages[i])) {
			put_page(pages[i]);
		} else {
			if (WARN_ON_ONCE(train_full(t)))
				return -EINVAL; //~ PF101 in the middle of the loop
			train_add(t, pages[i]);
		}
	}
	return 0;
}

int good_asserted(struct train *t, unsigned long addr)
{
	struct page *pages[8];
	int i, n;

	n = get_user_pages_fast(addr, 8, 0, pages);
	if (n <= 0)
		return -EFAULT;
	for (i = 0; i < n; i++) {
		if (train_merge(t, pages[i])) {
			put_page(pages[i]);
		} else {
			if (WARN_ON_ONCE(train_full(t))) {
				release_pages(pages + i, n - i);
				return -EINVAL;
			}
			train_add(t, pages[i]);
		}
	}
	return 0;
}
