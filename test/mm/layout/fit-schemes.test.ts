import { describe, expect, test } from "vitest";
import { type Era, eraOfRelease } from "#mm/layout/era.ts";
import { fitScheme, fitSchemes } from "#mm/layout/fit-schemes.ts";
import type { SchemeId } from "#mm/layout/scheme-needs.ts";
import { measuredLayouts } from "./measured-layouts.ts";
import { configOf, layoutOf, readConfig } from "./read-layout.ts";

function layoutOfFile(name: string) {
	const config = readConfig(name);
	return layoutOf(config, eraOfRelease(config.release ?? "") ?? "v6.12");
}

function verdict(id: SchemeId, name: string): string {
	return fitScheme(id, layoutOfFile(name)).verdict;
}

describe("which schemes fit", () => {
	test("S0 to S24, each once, in order, each with a reason", () => {
		const fits = fitSchemes(layoutOfFile("v5.0-x86_64-maxsmp"));
		expect(fits.map(({ id }) => id)).toEqual(
			Array.from({ length: 25 }, (_, n) => `S${n}`),
		);
		expect(fits.filter(({ reason }) => reason === "")).toEqual([]);
	});

	test("a flag fits every 64-bit configuration measured but one that it pushes last_cpupid out of", () => {
		const wide = measuredLayouts.filter(
			({ bitsPerLong }) => bitsPerLong === 64,
		);
		expect(
			wide
				.map(({ config }) => config)
				.filter((name) => verdict("S5", name) !== "fits"),
		).toEqual(["v6.1-x86_64-maxsmp"]);
		expect(fitScheme("S5", layoutOfFile("v6.1-x86_64-maxsmp"))).toMatchObject({
			verdict: "costs",
			structPageBytes: 80,
		});
	});

	test("a flag does not fit 32-bit NUMA with sections: C60", () => {
		const fits = measuredLayouts
			.filter(({ bitsPerLong }) => bitsPerLong === 32)
			.map(({ config }) => config)
			.filter((name) => verdict("S2", name) === "does not fit");
		expect(fits).toEqual([
			"v5.0-i386-pae-numa-sparse",
			"v6.1-i386-pae-numa-sparse",
		]);
	});

	test("a counter is free where struct page is padded already", () => {
		const with16 = "X86_64 MMU HAVE_ALIGNED_STRUCT_PAGE";
		const size = (options: string, era: Era) => {
			const layout = layoutOf(configOf(options), era);
			const { verdict, structPageBytes } = fitScheme("S4", layout);
			return [layout.structPage.bytes, verdict, structPageBytes];
		};
		expect(size(with16, "v5.0")).toEqual([64, "fits", 64]);
		expect(size(`${with16} MEMCG`, "v5.0")).toEqual([64, "costs", 80]);
		expect(size("X86_64 MMU MEMCG", "v5.0")).toEqual([64, "costs", 72]);
		expect(size("X86_32 MMU", "v5.0")).toEqual([32, "costs", 36]);
	});

	test("bit 1 of a list pointer is not free on m68k, bit 0 is", () => {
		const m68k = "v5.0-m68k-multi";
		expect(
			["S3", "S6", "S7"].map((id) => verdict(id as SchemeId, m68k)),
		).toEqual(["does not fit", "does not fit", "fits"]);
		expect(verdict("S6", "v5.0-arm-versatile")).toBe("fits");
	});

	test("S9 needs last_cpupid outside page->flags", () => {
		expect(verdict("S9", "v6.12-arm64-max-kasan")).toBe("fits");
		expect(verdict("S9", "v6.12-arm64-max")).toBe("does not fit");
		expect(verdict("S9", "v5.0-i386-defconfig")).toBe("does not fit");
	});

	test("S8 takes page_ext where a long has 32 bits", () => {
		expect(verdict("S8", "v5.0-i386-defconfig")).toBe("costs");
		const config = configOf("X86_32 MMU PAGE_EXTENSION");
		expect(fitScheme("S8", layoutOf(config, "v5.0")).verdict).toBe("fits");
	});

	test("S21 finds no vm flag on 32-bit v5.0 with soft-dirty tracking", () => {
		const config = configOf("X86_32 MMU MEM_SOFT_DIRTY");
		expect(fitScheme("S21", layoutOf(config, "v5.0")).verdict).toBe(
			"does not fit",
		);
		expect(fitScheme("S21", layoutOf(config, "v6.1")).verdict).toBe("fits");
	});
});
