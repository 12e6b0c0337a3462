// SPDX-License-Identifier: MIT
/*
 * about: The object's ops table names the function that releases.
 * source: vb2_mem_ops and drm_gem_object_funcs work so
 * status: active
 * sites: all
 * expect: none
 */
#include <linux/mm.h>
#include <linux/slab.h>

struct clip;

struct clip_ops {
	void (*release)(struct clip *clip);
};

struct clip {
	const struct clip_ops *ops;
	struct page **pages;
	int nr;
};

static void clip_user_release(struct clip *clip)
{
	unpin_user_pages(clip->pages, clip->nr);
	kvfree(clip->pages);
}

static const struct clip_ops clip_user_ops = {
	.release = clip_user_release,
};

int good_clip_load(struct clip *clip, unsigned long addr, int want)
{
	int n = pin_user_pages_fast(addr, want, FOLL_LONGTERM, clip->pages); //~ site kind=pin lifetime=object releases=unpin_user_pages@clip_user_release

	if (n <= 0)
		return -EFAULT;
	clip->nr = n;
	clip->ops = &clip_user_ops;
	return 0;
}

void clip_destroy(struct clip *clip)
{
	clip->ops->release(clip);
	kfree(clip);
}
