import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOfWord, WordFilter } from "#base/word-filter.ts";

function filterOf(text: string): (word: string) => boolean {
	const filter = new WordFilter(Buffer.from(text));
	return (word) => filter.mayHave(hashOfWord(word));
}

test("a word that is there always passes, whatever stands around it", () => {
	const word = fc.stringMatching(/^\w{1,20}$/);
	const between = fc.stringMatching(/^[\s!-/:-@é中]{1,3}$/);
	fc.assert(
		fc.property(
			fc.array(fc.tuple(word, between), { minLength: 1 }),
			fc.nat(),
			(words, pick) => {
				const mayHave = filterOf(words.flat().join(""));
				expect(mayHave(words[pick % words.length]?.[0] ?? "")).toBe(true);
			},
		),
	);
});

test("the last word passes without anything behind it", () => {
	expect(filterOf("put_page(page)")("page")).toBe(true);
	expect(filterOf("page")("page")).toBe(true);
});

test("most words that are not there do not pass, parts of words among them", () => {
	const names = Array.from({ length: 2_000 }, (_, n) => `name${n * 7}_of`);
	const mayHave = filterOf(names.join(" "));
	const others = Array.from({ length: 1_000 }, (_, n) => `page_${n}_to_user`);
	expect(others.filter(mayHave).length).toBeLessThan(200);
	const parts = names.map((name) => name.slice(0, -1));
	expect(parts.filter(mayHave).length).toBeLessThan(400);
});

test("an empty text has no word", () => {
	expect(filterOf("")("page")).toBe(false);
});
