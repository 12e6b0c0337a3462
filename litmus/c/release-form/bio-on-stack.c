// SPDX-License-Identifier: MIT
/*
 * about: A bio whose end the function waits for comes back with its pages; one that is dropped takes none along.
 * source: invented; the shape of block/fops.c:__blkdev_direct_IO_simple() and __blkdev_direct_IO(), v6.12
 * status: active
 */
#include <linux/bio.h>
#include <linux/uio.h>

ssize_t bad_wait(struct block_device *bdev, struct iov_iter *iter, struct bio_vec *vecs)
{
	struct bio bio;
	ssize_t ret;

	bio_init(&bio, bdev, vecs, 16, REQ_OP_WRITE);
	ret = bio_iov_iter_get_pages(&bio, iter);
	if (ret)
		goto out;
	ret = bio.bi_iter.bi_size;
	submit_bio_wait(&bio);
	if (signal_pending(current))
		goto out;
	bio_release_pages(&bio, false);
out:
	bio_uninit(&bio);
	return ret; //~ PF101 bio_iov_iter_get_pages
}

ssize_t good_wait(struct block_device *bdev, struct iov_iter *iter, struct bio_vec *vecs)
{
	struct bio bio;
	ssize_t ret;

	bio_init(&bio, bdev, vecs, 16, REQ_OP_WRITE);
	ret = bio_iov_iter_get_pages(&bio, iter);
	if (ret)
		goto out;
	ret = bio.bi_iter.bi_size;
	submit_bio_wait(&bio);
	bio_release_pages(&bio, false);
out:
	bio_uninit(&bio);
	return ret;
}

static void parade_end_io(struct bio *bio)
{
	bio_release_pages(bio, false);
	bio_put(bio);
}

/* Whoever ends the bio has the pages: what is dropped here is a reference to the bio. */
int good_submit(struct block_device *bdev, struct iov_iter *iter)
{
	struct bio *bio = bio_alloc(bdev, 16, REQ_OP_WRITE, GFP_KERNEL);
	int ret;

	bio_get(bio);
	ret = bio_iov_iter_get_pages(bio, iter);
	if (ret) {
		bio_put(bio);
		return ret;
	}
	bio->bi_end_io = parade_end_io;
	submit_bio(bio);
	bio_put(bio);
	return 0;
}

int bad_drop(struct block_device *bdev, struct iov_iter *iter)
{
	struct bio *bio = bio_alloc(bdev, 16, REQ_OP_WRITE, GFP_KERNEL);
	int ret;

	ret = bio_iov_iter_get_pages(bio, iter);
	if (ret) {
		bio_put(bio);
		return ret;
	}
	if (signal_pending(current)) {
		bio_release_pages(bio, false);
		bio_put(bio);
		return -EINTR;
	}
	if (iov_iter_count(iter)) {
		bio_put(bio);
		return -EAGAIN; //~ PF101 bio_iov_iter_get_pages
	}
	bio->bi_end_io = parade_end_io;
	submit_bio(bio);
	return 0;
}
