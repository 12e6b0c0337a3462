// SPDX-License-Identifier: MIT
/*
 * about: A function that asks whether the iterator is over user memory holds pages of some, though nothing here releases them.
 * source: invented; the shape of block/fops.c:__blkdev_direct_IO_simple() without its release, v6.12
 * status: active
 */
#include <linux/bio.h>
#include <linux/uio.h>

ssize_t bad_asks(struct block_device *bdev, struct iov_iter *iter, struct bio_vec *vecs)
{
	struct bio bio;
	ssize_t ret;

	bio_init(&bio, bdev, vecs, 16, REQ_OP_READ);
	if (user_backed_iter(iter))
		bio.bi_opf |= REQ_SYNC;
	ret = bio_iov_iter_get_pages(&bio, iter);
	if (!ret)
		ret = submit_bio_wait(&bio);
	bio_uninit(&bio);
	return ret; //~ PF101 bio_iov_iter_get_pages
}

/* Kernel memory only, as far as can be seen: nothing is held of it. */
ssize_t good_unknown(struct block_device *bdev, struct iov_iter *iter, struct bio_vec *vecs)
{
	struct bio bio;
	ssize_t ret;

	bio_init(&bio, bdev, vecs, 16, REQ_OP_READ);
	ret = bio_iov_iter_get_pages(&bio, iter);
	if (!ret)
		ret = submit_bio_wait(&bio);
	bio_uninit(&bio);
	return ret;
}
