import fc from "fast-check";
import { expect, test } from "vitest";
import { TrigramFilter } from "#base/trigram-filter.ts";

test("a word that is there always passes", () => {
	const word = fc.stringMatching(/^[A-Za-z_]\w{0,20}$/);
	fc.assert(
		fc.property(fc.array(word, { minLength: 1 }), fc.nat(), (words, pick) => {
			const filter = new TrigramFilter(words.join(" "));
			expect(filter.mayContain(words[pick % words.length] ?? "")).toBe(true);
		}),
	);
});

test("most words that are not there do not pass", () => {
	const names = Array.from({ length: 2_000 }, (_, n) => `name${n * 7}_of`);
	const filter = new TrigramFilter(names.join(" "));
	const others = Array.from({ length: 1_000 }, (_, n) => `page_${n}_to_user`);
	expect(others.filter((name) => filter.mayContain(name)).length).toBeLessThan(
		10,
	);
});

test("a word of two letters passes, as does an empty one; an empty text has no word", () => {
	const filter = new TrigramFilter("");
	expect(filter.mayContain("")).toBe(true);
	expect(filter.mayContain("ab")).toBe(true);
	expect(filter.mayContain("abc")).toBe(false);
});
