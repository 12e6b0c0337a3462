// Wrong: the release still uses put_page() on pins.
// SPDX-License-Identifier: MIT
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#define CAMERA_FRAMES 4
#define CAMERA_FRAME_PAGES 512
#define CAMERA_SET_FRAME _IO('c', 1)
#define CAMERA_CLEAR_FRAME _IO('c', 2)

struct camera_frame {
	struct page *pages[CAMERA_FRAME_PAGES];
	unsigned int npages;
	struct sg_table sgt;
};

struct camera {
	struct device *dev;
	struct camera_frame *frames[CAMERA_FRAMES];
};

static int camera_frame_pin(struct camera_frame *frame, unsigned long addr)
{
	int ret;

	ret = pin_user_pages_fast(addr, CAMERA_FRAME_PAGES, FOLL_WRITE | FOLL_LONGTERM, frame->pages);
	if (ret != CAMERA_FRAME_PAGES) {
		if (ret > 0)
			unpin_user_pages(frame->pages, ret);
		return -EFAULT;
	}
	frame->npages = ret;
	return 0;
}

/* Converted from get_user_pages_fast() in a hurry: the loop was forgotten. */
static void camera_frame_unpin(struct camera_frame *frame)
{
	unsigned int i;

	for (i = 0; i < frame->npages; i++) {
		set_page_dirty_lock(frame->pages[i]);
		put_page(frame->pages[i]);
	}
	frame->npages = 0;
}

static void camera_frame_free(struct camera *cam, struct camera_frame *frame)
{
	dma_unmap_sgtable(cam->dev, &frame->sgt, DMA_FROM_DEVICE, 0);
	sg_free_table(&frame->sgt);
	camera_frame_unpin(frame);
	kvfree(frame);
}

static int camera_set_frame(struct camera *cam, unsigned int index, unsigned long addr)
{
	struct camera_frame *frame;
	int ret;

	if (cam->frames[index])
		return -EBUSY;
	frame = kvzalloc(sizeof(*frame), GFP_KERNEL);
	if (!frame)
		return -ENOMEM;
	ret = camera_frame_pin(frame, addr);
	if (ret)
		goto free_frame;
	ret = sg_alloc_table_from_pages(&frame->sgt, frame->pages, frame->npages, 0,
					(size_t)frame->npages << PAGE_SHIFT, GFP_KERNEL);
	if (ret)
		goto unpin;
	ret = dma_map_sgtable(cam->dev, &frame->sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		goto free_table;
	cam->frames[index] = frame;
	return 0;

free_table:
	sg_free_table(&frame->sgt);
unpin:
	camera_frame_unpin(frame);
free_frame:
	kvfree(frame);
	return ret;
}

static long camera_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct camera *cam = file->private_data;
	unsigned int index = arg % CAMERA_FRAMES;

	switch (cmd) {
	case CAMERA_SET_FRAME:
		return camera_set_frame(cam, index, arg & PAGE_MASK);
	case CAMERA_CLEAR_FRAME:
		if (!cam->frames[index])
			return -ENOENT;
		camera_frame_free(cam, cam->frames[index]);
		cam->frames[index] = NULL;
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations camera_fops = {
	.unlocked_ioctl = camera_ioctl,
};
