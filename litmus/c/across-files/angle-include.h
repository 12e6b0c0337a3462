// SPDX-License-Identifier: MIT
/*
 * part-of: angle-include.c
 */
struct angle_buffer {
	struct page **extra_pages;
	struct page **more_pages;
	int nr_extra;
};

static inline void angle_buffer_free(struct angle_buffer *buffer)
{
	int i;

	for (i = 0; i < buffer->nr_extra; i++)
		put_page(buffer->extra_pages[i]);
	kfree(buffer->extra_pages);
}
