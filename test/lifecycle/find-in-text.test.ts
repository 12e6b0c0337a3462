import { expect, test } from "vitest";
import { passesField, readsField } from "#lifecycle/linking/find-in-text.ts";

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

const passes = (text: string): boolean =>
	passesField({ path: "x.c", text }, ["take_pages", "take_more"], "pages");

test.each([
	"n = take_pages(from, &obj->pages[obj->nr], max);",
	"n = take_more(start,\n\tcount(a, b), own.pages);",
])("the call gets the field in: %s", (text) => {
	expect(passes(text)).toBe(true);
});

test.each([
	// A variable of that name.
	"n = take_pages(from, pages, max);",
	// Another function.
	"take_pages_back(obj->pages);",
	// Behind the call.
	"n = take_pages(from, list, max); obj->pages = list;",
	"int take_pages;\nuse(obj->pages);",
])("the call does not get the field in: %s", (text) => {
	expect(passes(text)).toBe(false);
});
