// SPDX-License-Identifier: MIT
/*
 * about: continue starts the next round while the page of this one is still held.
 * source: invented
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>

struct checksum {
	u64 sum;
};

void checksum_page(struct checksum *c, struct page *page);
bool checksum_wants(struct checksum *c, int index);

int bad_continue(struct checksum *c, unsigned long addr, int count)
{
	struct page *page;
	int i, ret = 0;

	for (i = 0; i < count; i++, addr += PAGE_SIZE) {
		if (get_user_pages_fast(addr, 1, 0, &page) != 1) {
			ret = -EFAULT;
			break;
		}
		if (!checksum_wants(c, i))
			continue;
		checksum_page(c, page);
		put_page(page);
	}
	return ret; //~ PF101 get_user_pages_fast
}

int good_continue(struct checksum *c, unsigned long addr, int count)
{
	struct page *page;
	int i, ret = 0;

	for (i = 0; i < count; i++, addr += PAGE_SIZE) {
		if (!checksum_wants(c, i))
			continue;
		if (get_user_pages_fast(addr, 1, 0, &page) != 1) {
			ret = -EFAULT;
			break;
		}
		checksum_page(c, page);
		put_page(page);
	}
	return ret;
}
