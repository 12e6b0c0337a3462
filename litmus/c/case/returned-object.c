// SPDX-License-Identifier: MIT
/*
 * about: An object with the pages in it is returned, and closing a file lets them go: case 2, for pages of an iterator too.
 * source: drivers/tee/tee_shm.c:register_shm_helper (v6.12)
 * status: active
 * sites: all
 * kernel: 6.12
 * expect: none
 */
#include <linux/mm.h>
#include <linux/uio.h>

struct shm {
	struct page **pages;
	size_t num;
};

static struct shm *register_helper(struct iov_iter *iter, size_t num)
{
	struct shm *shm = kzalloc(sizeof(*shm), GFP_KERNEL);
	size_t off;
	ssize_t len;

	if (!shm)
		return NULL;
	shm->pages = kcalloc(num, sizeof(*shm->pages), GFP_KERNEL);
	if (!shm->pages)
		goto free_shm;
	len = iov_iter_extract_pages(iter, &shm->pages, LONG_MAX, num, 0, &off); //~ site case=2
	if (len <= 0)
		goto free_pages;
	shm->num = DIV_ROUND_UP(len + off, PAGE_SIZE);
	firmware_share(page_to_phys(shm->pages[0]));
	return shm;
free_pages:
	kfree(shm->pages);
free_shm:
	kfree(shm);
	return NULL;
}

struct shm *good_register(struct iov_iter *iter, size_t num)
{
	struct shm *shm = register_helper(iter, num);

	if (!shm)
		return ERR_PTR(-ENOMEM);
	return shm;
}

static int shm_release(struct inode *inode, struct file *file)
{
	struct shm *shm = file->private_data;

	unpin_user_pages(shm->pages, shm->num);
	kfree(shm->pages);
	kfree(shm);
	return 0;
}

static const struct file_operations shm_fops = {
	.release = shm_release,
};

struct message {
	struct page *page;
	size_t off;
};

int good_message_fill(struct message *m, struct iov_iter *iter)
{
	struct page **pages = &m->page;

	if (iov_iter_extract_pages(iter, &pages, PAGE_SIZE, 1, 0, &m->off) <= 0) //~ site case=1
		return -EFAULT;
	firmware_send(page_to_phys(m->page));
	return 0;
}

static void message_free(struct message *m)
{
	unpin_user_page(m->page);
}

static const struct transport_ops message_ops = {
	.free = message_free,
};
