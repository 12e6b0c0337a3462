// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "ferry.h"

void ferry_unload(struct ferry *ferry)
{
	unpin_user_pages(ferry->deck, ferry->nr_pages);
	ferry->nr_pages = 0;
}
