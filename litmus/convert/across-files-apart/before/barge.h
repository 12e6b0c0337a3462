/* SPDX-License-Identifier: MIT */
/*
 * about: A release in another file also lets go of pages that a third function takes by an iterator: nothing changes.
 * from: 6.1
 * to: 6.12
 * site: barge_load abstain serves also
 * site: barge_load_iter abstain iterator
 */
struct barge {
	struct device *dev;
	struct page *hold[16];
	int nr_pages;
};

void barge_unload(struct barge *barge);
