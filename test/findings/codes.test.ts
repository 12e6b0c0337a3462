import { describe, expect, test } from "vitest";
import { codes, findCode } from "#findings/codes.ts";
import type { FindingClass } from "#findings/finding.ts";

const classesOfFamily: Record<string, FindingClass[]> = {
	PF1: ["leak", "double-release"],
	PF2: ["mismatch"],
	PF3: ["dirty"],
	PF4: ["api", "flag"],
	PF5: ["retval"],
	PF6: ["order", "lock"],
	PF9: ["suppression"],
};

describe("the table of codes", () => {
	test("is sorted and has each code once", () => {
		const names = codes.map((entry) => entry.code);
		expect(names).toEqual([...new Set(names)].sort());
	});

	test.each(codes)("$code has a class of its family", (entry) => {
		expect(entry.code).toMatch(/^PF[1-69]\d\d$/);
		expect(classesOfFamily[entry.code.slice(0, 3)]).toContain(entry.class);
	});

	test.each(codes)(
		"$code says what it means, what happens and what to do",
		(entry) => {
			const paragraphs = entry.explanation.split("\n\n");
			expect(paragraphs).toHaveLength(3);
			for (const paragraph of paragraphs)
				expect(paragraph).toMatch(/^\S.*[.]$/s);
			expect(entry.title).toMatch(/^\S.*[^.]$/);
		},
	);

	test("findCode takes a code as a user types it", () => {
		expect(findCode("pf201")?.class).toBe("mismatch");
		expect(findCode("PF999")).toBeUndefined();
	});
});
