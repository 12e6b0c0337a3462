// SPDX-License-Identifier: MIT
/*
 * about: A header of the driver that is included with angle brackets, by an include path, releases what the driver stores.
 * source: the shape of GPU drivers built with -I of their own folder
 * status: active
 * with: angle-include.h
 */
#include <angle-include.h>
#include <linux/mm.h>

int good_buffer_fill(struct angle_buffer *buffer, unsigned long addr, int n)
{
	int got;

	buffer->extra_pages = kcalloc(n, sizeof(*buffer->extra_pages), GFP_KERNEL);
	if (!buffer->extra_pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 0, buffer->extra_pages); //~ site releases=put_page@angle_buffer_free
	buffer->nr_extra = got > 0 ? got : 0;
	if (got != n) {
		angle_buffer_free(buffer);
		return -EFAULT;
	}
	return 0;
}

int bad_other_fill(struct angle_buffer *buffer, unsigned long addr, int n)
{
	int got;

	buffer->more_pages = kcalloc(n, sizeof(*buffer->more_pages), GFP_KERNEL);
	if (!buffer->more_pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 0, buffer->more_pages); //~ PF103 nothing in this driver
	if (got != n)
		return -EFAULT;
	return 0;
}
