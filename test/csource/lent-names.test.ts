import { expect, test } from "vitest";
import { lentNames } from "#csource/lent-names.ts";

function lent(text: string): readonly string[] {
	return [...lentNames(text, (word) => word === "take_pages")];
}

test("a macro that calls under its own name, directly or through another", () => {
	expect(
		lent(
			"#define TAKE(a) take_pages(a, 0)\n# define MORE TAKE\n#define OTHER 1\n",
		),
	).toEqual(["TAKE", "MORE"]);
});

test("a comment that speaks of a call makes no call of it", () => {
	expect(
		lent(
			"#define FORCE 0x10 /* take_pages without permission */\n#define SOFT 1 // take_pages\n#define BLIND /* as\n * take_pages */ 2\n",
		),
	).toEqual([]);
});
