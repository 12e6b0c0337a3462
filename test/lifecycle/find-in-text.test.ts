import { expect, test } from "vitest";
import { readsField } from "#lifecycle/linking/find-in-text.ts";

const reads = (text: string): boolean =>
	readsField({ path: "x.c", text }, "struct pipe_buffer", "page");

test.each([
	"void drop(struct pipe_buffer *buf) { put_page(buf->page); }",
	"struct pipe_buffer one;\nput_page(one.page);",
	"struct pipe_buffer *buf = next();\nif (buf->page == NULL) return;",
])("the field is read in: %s", (text) => {
	expect(reads(text)).toBe(true);
});

test.each([
	// Fills it with a page of its own.
	"void fill(struct pipe_buffer *buf) { buf->page = own->page; }",
	// The field of another struct.
	"struct pipe_buffer *buf;\nput_page(vmf->page);",
	// Another field.
	"struct pipe_buffer *buf;\nuse(buf->pages);",
	"put_page(buf->page);",
])("the field is not read in: %s", (text) => {
	expect(reads(text)).toBe(false);
});
