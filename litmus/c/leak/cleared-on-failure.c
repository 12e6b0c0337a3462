// SPDX-License-Identifier: MIT
/*
 * about: A failure makes the object forget the page in it: the function that releases asks for the field that was cleared.
 * source: invented; the shape of drivers/virt/acrn/ioreq.c:acrn_ioreq_init() without its unpin, v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/stall.h>

int stall_tell(struct stall *s, void *address);

int bad_stall_open(struct stall *s, unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page) != 1)
		return -EFAULT;
	s->page = page;
	s->buf = page_address(page);
	ret = hypercall_tell(s->id);
	if (ret < 0) {
		s->buf = NULL;
		return ret; //~ PF101 made forget them
	}
	return 0;
}

void stall_close(struct stall *s)
{
	if (s->buf && s->page) {
		unpin_user_page(s->page);
		s->buf = NULL;
	}
}

int good_booth_open(struct booth *b, unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page) != 1)
		return -EFAULT;
	b->page = page;
	b->buf = page_address(page);
	ret = hypercall_tell(b->id);
	if (ret < 0) {
		b->buf = NULL;
		return ret;
	}
	return 0;
}

/* It does not ask for what was cleared. */
void booth_close(struct booth *b)
{
	if (b->page) {
		unpin_user_page(b->page);
		b->page = NULL;
	}
}
