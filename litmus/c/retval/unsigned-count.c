// SPDX-License-Identifier: MIT
/*
 * about: The result overwrites an unsigned count, so the errno becomes a huge number.
 * source: drivers/rapidio/devices/rio_mport_cdev.c:rio_dma_transfer (v5.9), written anew
 * status: active
 */
#include <linux/mm.h>

struct barrel;

int barrel_roll(struct barrel *b, struct page **pages, unsigned int n);

int bad_unsigned(struct barrel *b, unsigned long addr, struct page **pages, int want)
{
	unsigned int nr = 0;
	int ret = 0;

	nr = pin_user_pages_fast(addr, want, 0, pages); //~ PF504
	if (nr != want) {
		ret = -EFAULT;
		goto out;
	}
	ret = barrel_roll(b, pages, nr);
out:
	unpin_user_pages(pages, nr); //~ PF501
	return ret;
}

int good_signed_first(struct barrel *b, unsigned long addr, struct page **pages, int want)
{
	unsigned int nr = 0;
	int ret;

	ret = pin_user_pages_fast(addr, want, 0, pages);
	if (ret < 0)
		goto out;
	nr = ret;
	if (nr != want) {
		ret = -EFAULT;
		goto out;
	}
	ret = barrel_roll(b, pages, nr);
out:
	unpin_user_pages(pages, nr);
	return ret;
}
