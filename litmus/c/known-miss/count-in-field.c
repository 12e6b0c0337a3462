// SPDX-License-Identifier: MIT
/*
 * about: The count lives in the object from the first moment; the free function uses it.
 * source: drivers/media and drivers/misc keep num_pages so
 * status: known-miss
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct sheet {
	struct page **pages;
	int num;
};

static void sheet_release(struct sheet *s)
{
	if (s->num > 0)
		unpin_user_pages(s->pages, s->num);
	s->num = 0;
}

int good_field(struct sheet *s, unsigned long addr, int want)
{
	s->num = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->pages);
	if (s->num != want) {
		int ret = s->num < 0 ? s->num : -EFAULT;

		sheet_release(s);
		return ret;
	}
	return 0;
}

int bad_field_cleared(struct sheet *s, unsigned long addr, int want)
{
	s->num = pin_user_pages_fast(addr, want, FOLL_LONGTERM, s->pages);
	if (s->num != want) {
		s->num = 0;
		sheet_release(s);
		return -EFAULT; //~ PF102 pin_user_pages_fast
	}
	return 0;
}
