// Whatever cell a litmus file brings up, the page can say what it is.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { eraNames } from "../../src/mm/eras/era.ts";
import { schemes } from "../../src/mm/schemes/schemes.ts";
import { failingMachine } from "../../src/scenarios/judge.ts";
import type { LitmusTest } from "../../src/scenarios/litmus/litmus-test.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";
import { aboutCell } from "../../viewer/scenario/cell-words.ts";

const folder = fileURLToPath(new URL("../../litmus/mm", import.meta.url));
const tests = readdirSync(folder).map((name) =>
	parseLitmus(readFileSync(join(folder, name), "utf8")),
);

function unexplained(one: LitmusTest): string[] {
	const actors = one.columns.map(({ actor }) => actor);
	return failingMachine(one)
		.model.cells.map(({ name }) => name)
		.filter((name) => aboutCell(name, actors) === "");
}

test("every cell of every litmus file is explained", () => {
	expect([...new Set(tests.flatMap(unexplained))]).toEqual([]);
});

test("every cell of every scheme is explained, and those of the page as such", () => {
	const [one] = tests;
	if (one === undefined) throw new Error("no litmus file");
	const all = schemes.flatMap(({ id, suitablePolicy }) =>
		eraNames.flatMap((era) =>
			unexplained({
				...one,
				setting: { ...one.setting, era, scheme: id, policy: suitablePolicy },
			}),
		),
	);
	expect([...new Set(all)]).toEqual([]);
	expect(aboutCell("A._refcount", [])).toContain("references");
	expect(aboutCell("F3", [])).toContain("believes clean");
	expect(aboutCell("driver: failed", ["driver"])).toBe("driver's own variable");
});
