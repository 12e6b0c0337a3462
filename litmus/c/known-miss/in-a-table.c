// SPDX-License-Identifier: MIT
/*
 * about: The page goes into a global xarray from which nobody takes it.
 * source: ownership leaves through xa_store(); whether it is ever erased is not followed
 * status: known-miss
 */
#include <linux/mm.h>
#include <linux/xarray.h>

static DEFINE_XARRAY(shelf);

int bad_shelved(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_LONGTERM, &page) != 1) //~ PF103 pin_user_pages_fast
		return -EFAULT;
	return xa_err(xa_store(&shelf, addr, page, GFP_KERNEL));
}
