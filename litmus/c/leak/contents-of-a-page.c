// SPDX-License-Identifier: MIT
/*
 * about: What is read out of a page, and an object with the address of its bytes, are not the page: who gets them takes nothing over.
 * source: shapes of arch/x86/kernel/shstk.c:shstk_copy_user_gup(), drivers/misc/xilinx_sdfec.c:xsdfec_table_write() and
 *         arch/x86/kernel/cpu/sgx/ioctl.c:__sgx_encl_add_page(), v6.12
 * status: active
 */
#include <linux/mm.h>
#include <linux/highmem.h>
#include <linux/io.h>

struct stove {
	void __iomem *regs;
	u32 last;
};

struct recipe {
	unsigned long text;
	unsigned long length;
};

int stove_cook(struct recipe *r);

/* The number that was read goes to the caller, the page does not. */
static int bad_read(unsigned long *value, unsigned long addr)
{
	struct page *page;
	void *text;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF103 get_user_pages_fast
		return -EFAULT;
	text = kmap_local_page(page);
	*value = *(unsigned long *)(text + offset_in_page(addr));
	kunmap_local(text);
	return 0;
}

int read_twice(unsigned long *a, unsigned long *b, unsigned long addr)
{
	if (bad_read(a, addr))
		return -EFAULT;
	return bad_read(b, addr + sizeof(*b));
}

static void stove_write(struct stove *s, u32 value)
{
	s->last = value;
	writel(value, s->regs);
}

int bad_write(struct stove *s, unsigned long addr)
{
	struct page *pages[4];
	int i, n;
	u32 *words;

	n = pin_user_pages_fast(addr, 4, 0, pages);
	if (n < 4) {
		if (n > 0)
			unpin_user_pages(pages, n);
		return -EINVAL;
	}
	for (i = 0; i < 4; i++) {
		words = kmap_local_page(pages[i]);
		stove_write(s, words[0]);
		kunmap_local(words);
	}
	return 0; //~ PF101 pin_user_pages_fast
}

int bad_recipe(struct stove *s, unsigned long addr)
{
	struct recipe r;
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF103 get_user_pages_fast
		return -EFAULT;
	r.text = (unsigned long)kmap_local_page(page);
	r.length = PAGE_SIZE;
	ret = stove_cook(&r);
	kunmap_local((void *)r.text);
	return ret;
}

struct larder {
	u64 frames[64];
};

/* The page serves as a list of frame numbers, and by these the pages are found again. */
void good_list(unsigned long addr, struct page *list)
{
	u64 *frames = page_address(list);
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return;
	frames[0] = page_to_pfn(page);
}

void good_list_end(struct page *list)
{
	u64 *frames = page_address(list);

	put_page(pfn_to_page(frames[0]));
}
