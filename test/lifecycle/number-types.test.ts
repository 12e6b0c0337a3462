import { expect, test } from "vitest";
import type { CType } from "#csource/syntax.ts";
import { canTellPages } from "#lifecycle/counts/number-types.ts";

const type = (base: string, pointers = 0, arrays = 0): CType => ({
	base,
	pointers,
	arrays,
});

test("counts, lengths, flags and states say nothing about where pages are", () => {
	for (const base of ["int", "unsigned int", "bool", "size_t", "loff_t", "u8"])
		expect(canTellPages(type(base)), base).toBe(false);
	expect(canTellPages(type("enum dma_data_direction"))).toBe(false);
});

test("addresses, frame numbers and halves of bus addresses do", () => {
	for (const base of ["unsigned long", "u64", "u32", "dma_addr_t", "kvm_pfn_t"])
		expect(canTellPages(type(base)), base).toBe(true);
	expect(canTellPages(type("struct sg_table"))).toBe(true);
});

test("so do pointers and arrays of anything, and what is not known", () => {
	expect(canTellPages(type("char", 1))).toBe(true);
	expect(canTellPages(type("int", 0, 1))).toBe(true);
	expect(canTellPages(null)).toBe(true);
});
