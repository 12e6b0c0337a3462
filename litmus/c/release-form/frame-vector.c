// SPDX-License-Identifier: MIT
/*
 * about: get_vaddr_frames() keeps its pages in a frame_vector.
 * source: drivers/media/common/videobuf2/videobuf2-memops.c:vb2_create_framevec (v6.12), written anew
 * status: active
 * sites: all
 */
#include <linux/mm.h>
#include <media/frame_vector.h>

struct reel;

int reel_mount(struct reel *r, struct frame_vector *vec);

int bad_mount_fails(struct reel *r, unsigned long start)
{
	struct frame_vector *vec = frame_vector_create(16);
	int ret;

	if (!vec)
		return -ENOMEM;
	ret = get_vaddr_frames(start, 16, false, vec); //~ site kind=pin api=get_vaddr_frames releases=put_vaddr_frames@bad_mount_fails
	if (ret < 0)
		goto destroy;
	ret = reel_mount(r, vec);
	if (ret)
		goto destroy;
	put_vaddr_frames(vec);
destroy:
	frame_vector_destroy(vec);
	return ret; //~ PF101 get_vaddr_frames
}

int good_mount_fails(struct reel *r, unsigned long start)
{
	struct frame_vector *vec = frame_vector_create(16);
	int ret;

	if (!vec)
		return -ENOMEM;
	ret = get_vaddr_frames(start, 16, false, vec); //~ site kind=pin api=get_vaddr_frames releases=put_vaddr_frames@good_mount_fails
	if (ret < 0)
		goto destroy;
	ret = reel_mount(r, vec);
	put_vaddr_frames(vec);
destroy:
	frame_vector_destroy(vec);
	return ret;
}
