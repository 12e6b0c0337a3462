// Every function of some folders of a real kernel, read with and without the grammar.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import { parsePlainBody } from "#csource/plain-parser.ts";
import { loadParser, viewOf } from "../csource/parse.ts";
import { kernelTree } from "./kernel-tree.ts";

const folders = ["mm", "io_uring", "drivers/misc", "drivers/infiniband/core"];

describe("bodies read without the grammar", () => {
	let fast: CParser;
	let byGrammar: CParser;

	beforeAll(async () => {
		fast = await loadParser();
		byGrammar = await loadParser({ alwaysByGrammar: true });
	});

	test.each(folders)("read as it reads them: %s", (folder) => {
		const root = join(kernelTree("v6.12"), folder);
		let functions = 0;
		const differing: string[] = [];
		for (const name of readdirSync(root)) {
			if (!/\.[ch]$/.test(name)) continue;
			const view = viewOf(readFileSync(join(root, name), "latin1"));
			for (const outline of view.functions) {
				functions++;
				const expected = byGrammar.parseFunction(view, outline);
				// Where the grammar gives up (mm/sparse.c:sparse_init_nid in v6.12) the other may go on.
				if (expected.damage.length > 0) continue;
				const syntax = fast.parseFunction(view, outline);
				if (JSON.stringify(syntax) !== JSON.stringify(expected))
					differing.push(`${name}: ${outline.name}`);
			}
		}
		expect(differing).toEqual([]);
		expect(functions).toBeGreaterThan(200);
	});

	test("are nearly all", () => {
		const head = "void f()";
		const path = join(kernelTree("v6.12"), "mm/gup.c");
		const view = viewOf(readFileSync(path, "latin1"));
		const bodies = view.functions.map(({ bodyStart, end }) =>
			view.text.slice(bodyStart, end),
		);
		const plain = bodies.filter(
			(body) => parsePlainBody(head + body, head.length) !== null,
		);
		// Also without the normaliser, which prepares the others.
		expect(plain.length / bodies.length).toBeGreaterThan(0.7);
	});
});
