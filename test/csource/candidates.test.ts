import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { containsNeedle, needleSearch } from "#csource/candidates.ts";

const needles = [
	"get_user_page",
	"pin_user_page",
	"iov_iter_get_pages",
	"iov_iter_extract_pages",
	"memfd_pin_folios",
	"vaddr",
];

describe("needle search", () => {
	test("agrees with a plain search on bytes and on text", () => {
		const piece = fc.oneof(
			fc.constantFrom(...needles),
			fc.constantFrom("_user_page", "iov_iter_", "pages", "pin", " ", "\n"),
			fc.string({ maxLength: 5 }),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const text = pieces.join("");
				const expected = needles.some((needle) => text.includes(needle));
				expect(containsNeedle(text, needles)).toBe(expected);
				expect(containsNeedle(Buffer.from(text, "utf8"), needles)).toBe(
					expected,
				);
			}),
		);
	});

	test("finds a needle at both ends of a part of a buffer, and none beyond it", () => {
		const whole = Buffer.from("get_user_pages", "latin1");
		const search = needleSearch(["get_user_pages"]);
		expect(search(whole)).toBe(true);
		expect(search(whole.subarray(1))).toBe(false);
		expect(search(whole.subarray(0, whole.length - 1))).toBe(false);
	});

	test("no needles, no candidates", () => {
		expect(containsNeedle("anything", [])).toBe(false);
	});
});
