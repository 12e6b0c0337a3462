import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pinUntilRefused } from "#mm/arithmetic/count-pins.ts";
import { add32, int32Min } from "#mm/arithmetic/int32.ts";
import {
	get,
	maybeDmaPinned,
	orderZeroPage,
	type PageCount,
	pin,
	put,
	unpin,
} from "#mm/arithmetic/page-count.ts";
import { eras } from "#mm/layout/era.ts";

const anyPath = fc.constantFrom("slow", "fast");
const anyEra = fc.constantFrom(...eras);

describe("one folio's counters", () => {
	test("a 32-bit counter wraps", () => {
		expect(add32(2 ** 31 - 1, 1)).toBe(int32Min);
		expect(add32(int32Min, -1)).toBe(2 ** 31 - 1);
	});

	test("pin then unpin, and get then put, change nothing", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 2 ** 31 - 1 }),
				fc.option(fc.integer({ min: 0, max: 2 ** 30 })),
				anyEra,
				anyPath,
				fc.integer({ min: 1, max: 512 }),
				(refcount, pincount, era, path, refs) => {
					const page: PageCount = { refcount, pincount, isZeroPage: false };
					const pinned = pin(page, era, path, refs);
					const got = get(page, path, refs);
					if (pinned.kind === "refused" || got.kind === "refused")
						throw new Error("a page with references can be acquired");
					expect(unpin(pinned.page, era, refs).page).toEqual(page);
					expect(put(got.page, refs).page).toEqual(page);
				},
			),
		);
	});

	test("a pinned page always reads as pinned, overflow included", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 2 ** 31 - 1 }),
				fc.option(fc.constant(0)),
				anyPath,
				(refcount, pincount, path) => {
					const page: PageCount = { refcount, pincount, isZeroPage: false };
					const answer = pin(page, "v6.12", path);
					expect(
						answer.kind === "acquired" && maybeDmaPinned(answer.page),
					).toBe(true);
				},
			),
		);
	});

	test("an exact count has no false positive", () => {
		const page: PageCount = {
			refcount: 5000,
			pincount: 0,
			isZeroPage: false,
		};
		expect(maybeDmaPinned(page)).toBe(false);
		expect(maybeDmaPinned(orderZeroPage(5000))).toBe(true);
	});

	test("a free page is refused, with a warning only on the slow path", () => {
		expect(pin(orderZeroPage(0), "v6.12", "slow")).toMatchObject({
			outcome: "-ENOMEM",
			warns: true,
		});
		expect(pin(orderZeroPage(0), "v6.12", "fast")).toMatchObject({
			outcome: "falls back to the slow path",
			warns: false,
		});
	});

	test("an exact count lasts until the refcount itself overflows", () => {
		const large: PageCount = {
			refcount: 2 ** 31 - 600,
			pincount: 0,
			isZeroPage: false,
		};
		const run = pinUntilRefused(large, "v6.12", "slow", 10_000);
		expect(run.succeeded).toBe(600);
		expect(run.page.refcount).toBe(int32Min);
	});

	test("the zero page is counted before v6.1 only", () => {
		const zero: PageCount = { refcount: 1, pincount: null, isZeroPage: true };
		const counts = eras.map((era) => {
			const answer = pin(zero, era, "slow");
			return answer.kind === "acquired" && answer.page.refcount;
		});
		expect(counts).toEqual([1025, 1025, 1, 1]);
	});
});
