// Every step of the model stands somewhere in the kernel: the file is there, the function is defined in it, and what the
// step is called occurs in the body of that function.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EraName } from "../../src/mm/eras/era.ts";
import { parseReference } from "../../src/mm/kernel/reference.ts";
import { referencesOf } from "../../src/scenarios/references.ts";

const trees: Partial<Record<EraName, string>> = {
	"v6.12":
		process.env.PINFOLD_TREE_6_12 ?? "/var/tmp/pinfold-trees/linux-source-6.12",
	"v6.1":
		process.env.PINFOLD_TREE_6_1 ?? "/var/tmp/pinfold-trees/linux-source-6.1",
	"v5.0": process.env.PINFOLD_TREE_5_0 ?? "",
	"v5.9": process.env.PINFOLD_TREE_5_9 ?? "",
};

/** Bodies of all definitions of a function in a file, also one made by a macro such as PAGEFLAG(Dirty, …). */
function bodiesOf(text: string, name: string): string[] {
	const bodies: string[] = [];
	const pattern = new RegExp(`\\b${name}\\s*\\(`, "g");
	for (const match of text.matchAll(pattern)) {
		const lineStart = text.lastIndexOf("\n", match.index) + 1;
		// A definition starts in the first column; a call is indented.
		if (/\s/.test(text[lineStart] ?? " ")) continue;
		const open = text.indexOf("{", match.index);
		const semicolon = text.indexOf(";", match.index);
		if (open < 0 || (semicolon >= 0 && semicolon < open)) continue;
		const end = text.indexOf("\n}", open);
		bodies.push(text.slice(match.index, end < 0 ? undefined : end));
	}
	return bodies;
}

function missing(tree: string, references: readonly string[]): string[] {
	const files = new Map<string, string | null>();
	const read = (file: string): string | null => {
		const known = files.get(file);
		if (known !== undefined) return known;
		const path = join(tree, file);
		const text = existsSync(path) ? readFileSync(path, "utf8") : null;
		files.set(file, text);
		return text;
	};
	return references.filter((written) => {
		const reference = parseReference(written);
		const text = read(reference.file);
		if (text === null) return true;
		const bodies = bodiesOf(text, reference.function);
		const word = new RegExp(`\\b${reference.text}\\b`);
		return !bodies.some((body) => word.test(body));
	});
}

describe("kernel references of the step programs", () => {
	for (const [era, tree] of Object.entries(trees))
		test.skipIf(!existsSync(tree))(`${era}: all are found in ${tree}`, () => {
			const references = referencesOf(era as EraName);
			expect(references.length).toBeGreaterThan(100);
			expect(missing(tree, references)).toEqual([]);
		});
});
