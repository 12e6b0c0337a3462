// SPDX-License-Identifier: MIT
/*
 * about: What was counted up is not 0: the release behind the test for it happens.
 * source: net/core/datagram.c:zerocopy_fill_skb_from_iter(), v6.12 (shape)
 * status: active
 */
#include <linux/mm.h>

int good_merge(struct packet *packet, unsigned long addr)
{
	struct page *page;
	int refs = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (packet_has(packet, addr))
		refs++;
	else
		packet->page = page;
	if (refs)
		page_ref_sub(page, refs);
	return 0;
}

int bad_merge(struct packet *packet, unsigned long addr)
{
	struct page *page;
	int refs = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	if (packet_has(packet, addr))
		refs++;
	else
		packet->page = page;
	if (!refs)
		page_ref_sub(page, 1);
	return 0; //~ PF101 get_user_pages_fast
}
