// SPDX-License-Identifier: MIT
/*
 * about: The bio owns the pages; its end_io releases them.
 * source: fs/iomap/direct-io.c:iomap_dio_bio_iter (v6.12) submits so
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/bio.h>
#include <linux/uio.h>

static void reader_end_io(struct bio *bio)
{
	bio_release_pages(bio, false);
	bio_put(bio);
}

int good_reader_submit(struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter); //~ site kind=extract api=bio_iov_iter_get_pages releases=bio_release_pages@reader_end_io

	if (ret) {
		bio_put(bio);
		return ret;
	}
	bio->bi_end_io = reader_end_io;
	submit_bio(bio);
	return 0;
}
