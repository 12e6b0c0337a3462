// SPDX-License-Identifier: MIT
/*
 * about: A page that goes to a function elsewhere in an iterator on the stack is only read or written there; its reference stays here.
 * source: fs/coredump.c:dump_user_range(), v6.12 (shape)
 * status: active
 */
#include <linux/mm.h>
#include <linux/uio.h>

static int write_page(struct file *file, struct page *page)
{
	struct bio_vec vec;
	struct iov_iter iter;
	loff_t pos = 0;

	bvec_set_page(&vec, page, PAGE_SIZE, 0);
	iov_iter_bvec(&iter, ITER_SOURCE, &vec, 1, PAGE_SIZE);
	return vfs_iter_write(file, &iter, &pos, 0) == PAGE_SIZE;
}

int bad_dump(struct file *file, unsigned long addr)
{
	struct page *page;
	int done;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF103 pin_user_pages_fast
		return -EFAULT;
	done = write_page(file, page);
	return done ? 0 : -EIO;
}

int good_dump(struct file *file, unsigned long addr)
{
	struct page *page;
	int done;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	done = write_page(file, page);
	unpin_user_page(page);
	return done ? 0 : -EIO;
}

static void keep_page(struct keeper *keeper, struct page *page)
{
	struct bio_vec vec;

	bvec_set_page(&vec, page, PAGE_SIZE, 0);
	keeper_take(keeper, &vec);
}

int good_given(struct keeper *keeper, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	keep_page(keeper, page);
	return 0;
}
