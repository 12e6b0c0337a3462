// SPDX-License-Identifier: MIT
#include <linux/mm.h>
#include "ferry.h"

void ferry_unload(struct ferry *ferry)
{
	int i;

	for (i = 0; i < ferry->nr_pages; i++)
		put_page(ferry->deck[i]);
	ferry->nr_pages = 0;
}
