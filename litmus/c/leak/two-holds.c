// SPDX-License-Identifier: MIT
/*
 * about: Two pins; the failure of the second must undo the first.
 * source: drivers/gpu/drm/vmwgfx/vmwgfx_msg.c:vmw_mksstat_add_ioctl (v6.12) does it for three
 * status: active
 * sites: all
 */
#include <linux/mm.h>

struct ring;

int ring_attach(struct ring *r, struct page *desc, struct page *data);

int bad_second_fails(struct ring *r, unsigned long a, unsigned long b)
{
	struct page *desc, *data;
	int ret;

	if (pin_user_pages_fast(a, 1, 0, &desc) != 1) //~ site kind=pin releases=unpin_user_page@bad_second_fails
		return -EFAULT;
	if (pin_user_pages_fast(b, 1, 0, &data) != 1) //~ site kind=pin releases=unpin_user_page@bad_second_fails
		return -EFAULT; //~ PF101 pin_user_pages_fast
	ret = ring_attach(r, desc, data);
	unpin_user_page(data);
	unpin_user_page(desc);
	return ret;
}

int good_second_fails(struct ring *r, unsigned long a, unsigned long b)
{
	struct page *desc, *data;
	int ret = -EFAULT;

	if (pin_user_pages_fast(a, 1, 0, &desc) != 1) //~ site kind=pin releases=unpin_user_page@good_second_fails
		return -EFAULT;
	if (pin_user_pages_fast(b, 1, 0, &data) != 1) //~ site kind=pin releases=unpin_user_page@good_second_fails
		goto out;
	ret = ring_attach(r, desc, data);
	unpin_user_page(data);
out:
	unpin_user_page(desc);
	return ret;
}
