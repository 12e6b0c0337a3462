import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	applyHunks,
	reverseHunks,
	toLines,
	toText,
} from "#cli/diff/apply-hunks.ts";
import { type Hunk, parsePatch } from "#cli/diff/parse-patch.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

/** The hunks that `diff` finds, with so many lines of context. */
function hunksBetween(before: string, after: string, context: number): Hunk[] {
	const folder = makeFolder({ "a.c": before, "b.c": after });
	const { stdout } = spawnSync(
		"diff",
		[`-U${context}`, join(folder, "a.c"), join(folder, "b.c")],
		{ encoding: "utf8" },
	);
	return [...(parsePatch(stdout)[0]?.hunks ?? [])];
}

function apply(text: string, hunks: readonly Hunk[]): string | null {
	const lines = applyHunks(toLines(text), hunks);
	return lines === null ? null : toText(lines);
}

const text = fc
	.array(fc.constantFrom("a;", "b;", "c;", "}", ""), { maxLength: 15 })
	.map((lines) => lines.map((line) => `${line}\n`).join(""));

describe("applyHunks", () => {
	test("makes the new text of the old one, and back", () => {
		fc.assert(
			fc.property(text, text, fc.nat(3), (before, after, context) => {
				const hunks = hunksBetween(before, after, context);
				expect(apply(before, hunks)).toBe(after);
				expect(apply(after, reverseHunks(hunks))).toBe(before);
			}),
			{ numRuns: 60 },
		);
	});

	const old = "one\ntwo\nthree\nfour\nfive\n";
	const replaced = hunksBetween(old, old.replace("three", "drei"), 1);
	const removed = hunksBetween(old, old.replace("three\n", ""), 1);
	const touched = (hunks: readonly Hunk[]): string[] =>
		(applyHunks(toLines(old), hunks) ?? [])
			.filter(({ isTouched }) => isTouched)
			.map((line) => line.text);

	test("touched is what is new, and what stands beside what is gone", () => {
		expect(touched(hunksBetween(old, `zero\n${old}`, 1))).toEqual(["zero"]);
		expect(touched(removed)).toEqual(["two", "four"]);
		expect(touched(replaced)).toEqual(["drei"]);
		const last = hunksBetween(old, old.replace("five\n", ""), 0);
		expect(touched(last)).toEqual(["four"]);
	});

	test("a hunk finds its place when lines above have come or gone", () => {
		expect(apply(`new\nnewer\n${old}`, replaced)).toContain("two\ndrei\nfour");
		expect(apply("two\nthree\nfour\n", replaced)).toBe("two\ndrei\nfour\n");
	});

	test("a hunk that fits nowhere is not forced", () => {
		expect(apply("one\ntwo\nTHREE\nfour\n", replaced)).toBe(null);
	});

	test("line ends of either kind fit", () => {
		expect(apply(old.replaceAll("\n", "\r\n"), replaced)).toContain("drei\n");
	});
});
