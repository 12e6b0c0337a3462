/* SPDX-License-Identifier: MIT */
/*
 * about: The pages stay in an object of a shared header; another file takes some too, and one function lets go of all.
 * source: drivers/media/pci/ivtv of v5.3
 * from: 5.3
 * to: 5.9
 * site: ferry_load convert
 * site: ferry_load_late convert
 */
struct ferry {
	struct device *dev;
	struct page *deck[64];
	int nr_pages;
};

void ferry_unload(struct ferry *ferry);
