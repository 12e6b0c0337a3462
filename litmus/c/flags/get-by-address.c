// SPDX-License-Identifier: MIT
/*
 * about: Firmware, a register or a hypervisor is given the address of pages that only a plain reference keeps.
 * source: drivers/xen/gntdev.c:gntdev_get_page (v5.9) and drivers/virt/fsl_hypervisor.c:ioctl_memcpy (v6.12) are such sites
 * status: active
 */
#include <linux/mm.h>
#include <linux/io.h>
#include <linux/slab.h>

struct order {
	u64 where;
	u32 bytes;
};

struct kiln {
	struct order *order;
	void __iomem *regs;
};

int kiln_fire(struct order *order);
int kiln_wait(struct kiln *k);
int kiln_call(unsigned long list, int n);

int bad_in_command(struct kiln *k, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ PF401 get_user_pages_fast
		return -EFAULT;
	k->order->where = page_to_phys(page) + offset_in_page(addr); //~| the address from page_to_phys() is taken to go to a device
	k->order->bytes = 64;
	ret = kiln_fire(k->order);
	set_page_dirty_lock(page);
	put_page(page);
	return ret;
}

int bad_in_register(struct kiln *k, unsigned long addr)
{
	struct page *page;
	phys_addr_t where;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF401 get_user_pages_fast
		return -EFAULT;
	where = page_to_phys(page);
	writel(lower_32_bits(where), k->regs);
	writel(upper_32_bits(where), k->regs + 4);
	ret = kiln_wait(k);
	put_page(page);
	return ret;
}

int bad_in_list(unsigned long addr, struct page **pages, int want)
{
	int i, ret, n = get_user_pages_fast(addr, want, 0, pages); //~ PF401 get_user_pages_fast
	u64 *list;

	if (n <= 0)
		return -EFAULT;
	ret = -ENOMEM;
	list = kmalloc_array(n, sizeof(*list), GFP_KERNEL);
	if (list) {
		for (i = 0; i < n; i++)
			list[i] = page_to_phys(pages[i]);
		ret = kiln_call(virt_to_phys(list), n);
		kfree(list);
	}
	release_pages(pages, n);
	return ret;
}

static int kiln_order(struct kiln *k, phys_addr_t where)
{
	k->order->where = where;
	return kiln_fire(k->order);
}

int bad_through_helper(struct kiln *k, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) //~ PF401 get_user_pages_fast
		return -EFAULT;
	ret = kiln_order(k, page_to_phys(page));
	put_page(page);
	return ret;
}

int good_pinned(struct kiln *k, unsigned long addr)
{
	struct page *page;
	int ret;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	ret = kiln_order(k, page_to_phys(page));
	unpin_user_page(page);
	return ret;
}

int good_compares(unsigned long addr, phys_addr_t other)
{
	struct page *page;
	int same;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	same = page_to_phys(page) == other;
	put_page(page);
	return same;
}

/* Nobody works by an address whose page is let go at once: it is only told. */
int good_tells(unsigned long addr, u64 *where)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	*where = page_to_phys(page);
	put_page(page);
	return 0;
}

int good_prints(struct kiln *k, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	pr_debug("page at %llx\n", (u64)page_to_phys(page));
	kiln_wait(k);
	put_page(page);
	return 0;
}
