// SPDX-License-Identifier: MIT
/*
 * about: The end of a bio parts pages to be marked from others, and forgets one of the two.
 * source: invented; the shape of block/fops.c:blkdev_bio_end_io() and fs/iomap/direct-io.c:iomap_dio_bio_end_io(), v6.12
 * status: active
 */
#include <linux/bio.h>
#include <linux/uio.h>

struct sluice {
	bool should_dirty;
	unsigned int flags;
};

#define SLUICE_DIRTY 1

void sluice_later(struct bio *bio);

static void bad_sluice_end_io(struct bio *bio)
{
	struct sluice *s = bio->bi_private;
	bool should_dirty = s->should_dirty;

	if (should_dirty) {
		bio_put(bio);
	} else {
		bio_release_pages(bio, false); //~ PF101 only where should_dirty is false
		bio_put(bio);
	}
}

int sluice_open(struct sluice *s, struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter);

	if (ret) {
		bio_put(bio);
		return ret;
	}
	bio->bi_private = s;
	bio->bi_end_io = bad_sluice_end_io;
	submit_bio(bio);
	return 0;
}

static void good_weir_end_io(struct bio *bio)
{
	struct sluice *s = bio->bi_private;

	if (s->flags & SLUICE_DIRTY) {
		bio_check_pages_dirty(bio);
	} else {
		bio_release_pages(bio, false);
		bio_put(bio);
	}
}

/* The other arm leaves the bio to somebody else. */
static void good_lock_end_io(struct bio *bio)
{
	struct sluice *s = bio->bi_private;

	if (s->should_dirty) {
		sluice_later(bio);
	} else {
		bio_release_pages(bio, false);
		bio_put(bio);
	}
}

int weir_open(struct sluice *s, struct bio *bio, struct iov_iter *iter, bool lock)
{
	int ret = bio_iov_iter_get_pages(bio, iter);

	if (ret) {
		bio_put(bio);
		return ret;
	}
	bio->bi_private = s;
	bio->bi_end_io = lock ? good_lock_end_io : good_weir_end_io;
	submit_bio(bio);
	return 0;
}

/* Each arm lets them go, one through the vectors of the bio. */
static void good_gully_end_io(struct bio *bio)
{
	struct sluice *s = bio->bi_private;
	bool should_dirty = s->should_dirty;

	if (should_dirty) {
		bio_check_pages_dirty(bio);
	} else {
		struct bio_vec *bvec;
		int i;

		bio_for_each_segment_all(bvec, bio, i)
			put_page(bvec->bv_page);
		bio_put(bio);
	}
}

int gully_open(struct sluice *s, struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter);

	if (ret) {
		bio_put(bio);
		return ret;
	}
	bio->bi_private = s;
	bio->bi_end_io = good_gully_end_io;
	submit_bio(bio);
	return 0;
}
