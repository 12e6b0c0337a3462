// A second opinion: optimal DPOR, which knows nothing of states, must say the same as the search over states.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { optimal } from "../../src/explore/dpor/engine.ts";
import { failingMachine } from "../../src/scenarios/judge.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";

const folder = fileURLToPath(new URL("../../litmus/mm/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".litmus"));

describe("litmus files, optimal DPOR", () => {
	let checked = 0;

	test.each(files)("%s", (name) => {
		const litmus = parseLitmus(readFileSync(folder + name, "utf8"));
		// Offlining that tries for ever, and a DAX truncate and a fault that undo each other, have runs without end, which a
		// search over runs cannot finish.
		if (name.startsWith("F17") || name.startsWith("F7-S14")) return;
		const verdict = optimal.explore(failingMachine(litmus), { runs: 60_000 });
		if (verdict.kind === "stopped") return;
		checked++;
		expect(verdict.kind).toBe(litmus.result === "Never" ? "holds" : "fails");
	});

	test("most of them could be checked", () => {
		expect(checked).toBeGreaterThan(files.length * 0.7);
	});
});
