// SPDX-License-Identifier: MIT
/*
 * about: Two kinds of bio in one file: each is let go by the function in its own bi_end_io, one on the stack by its function.
 * source: block/fops.c (v6.12)
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/bio.h>

static void good_sync_end(struct bio *bio)
{
	bio_release_pages(bio, false);
	bio_put(bio);
}

int good_sync(struct dio *dio, struct iov_iter *iter)
{
	struct bio *bio = dio_bio(dio);
	int ret;

	bio->bi_private = dio;
	bio->bi_end_io = good_sync_end;
	ret = bio_iov_iter_get_pages(bio, iter); //~ site releases=bio_release_pages@good_sync_end
	if (ret) {
		bio_put(bio);
		return ret;
	}
	submit_bio(bio);
	return 0;
}

static void good_async_end(struct bio *bio)
{
	bio_release_pages(bio, false);
	bio_put(bio);
}

int good_async(struct dio *dio, struct iov_iter *iter)
{
	struct bio *bio = dio_bio(dio);
	int ret;

	bio->bi_private = dio;
	bio->bi_end_io = good_async_end;
	ret = bio_iov_iter_get_pages(bio, iter); //~ site releases=bio_release_pages@good_async_end
	if (ret) {
		bio_put(bio);
		return ret;
	}
	submit_bio(bio);
	return 0;
}

int good_simple(struct dio *dio, struct iov_iter *iter)
{
	struct bio bio;
	int ret;

	bio_init(&bio, dio->bdev, dio->vecs, dio->nr, REQ_OP_READ);
	bio.bi_private = dio;
	ret = bio_iov_iter_get_pages(&bio, iter); //~ site releases=bio_release_pages@good_simple
	if (ret)
		return ret;
	submit_bio_wait(&bio);
	bio_release_pages(&bio, true);
	return 0;
}
