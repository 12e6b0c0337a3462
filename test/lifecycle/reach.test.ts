// Where a site says that its pages go.

import { expect, test } from "vitest";
import { checkFiles } from "#checks/check-files.ts";
import { createParser } from "../../src/cli/create-parser.ts";

const parser = await createParser();

function ownership(text: string): readonly string[] {
	const file = { path: "drivers/x.c", text };
	const { sites } = checkFiles([file], parser, { kernel: "6.12" });
	return sites.flatMap((site) => site.ownership.map((entry) => entry.text));
}

test("pages in a bio are found in its vectors and its list, not in what it says of the device", () => {
	const stored = ownership(`
struct job { struct bio *bio; struct request_queue *q; int op; struct bio_vec *vec; };
static int f(struct job *job, struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter);
	if (ret)
		return ret;
	job->bio = bio;
	job->q = bio->bi_bdev->bd_queue;
	job->op = bio->bi_opf;
	job->vec = bio->bi_io_vec;
	return 0;
}
`);
	expect(stored).toContain("stored in struct job.bio");
	expect(stored).toContain("stored in struct job.vec");
	expect(stored.join("\n")).not.toMatch(/bd_queue|struct job\.(q|op)/);
});

test("an address that is kept as a number of bytes is no address any more", () => {
	const stored = ownership(`
struct obj { unsigned long frame; unsigned int length; };
static int f(struct obj *obj, unsigned long start, unsigned long end)
{
	struct page *page;
	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	obj->frame = page_to_pfn(page);
	obj->length = end - page_to_pfn(page);
	return 0;
}
`);
	expect(stored).toContain("stored in struct obj.frame");
	expect(stored.join("\n")).not.toContain("length");
});

test("bytes that a vector for the whole kernel names lead to nobody else's", () => {
	const stored = ownership(`
struct note { void *data; };
static int copy_out(struct file *file, void *addr)
{
	struct kvec iov = { .iov_base = addr, .iov_len = 1 };
	return vfs_writev(file, &iov);
}
static int note_out(struct file *file, struct note *note)
{
	return copy_out(file, note->data);
}
static int f(struct file *file, unsigned long start)
{
	struct page *page;
	int ret;
	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	ret = copy_out(file, kmap(page));
	kunmap(page);
	put_page(page);
	return ret;
}
`);
	expect(stored.join("\n")).not.toContain("struct note.data");
});
