// docs/explain.md lists what is asked, and nothing else.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { questions } from "../../src/explain/questions.ts";
import { testOf } from "../../src/scenarios/scene.ts";

const rows = questions.map(
	({ failure, name, others, fs, stuck }) =>
		`| ${failure} | ${name} | ${Object.entries(others)
			.map(([actor, operations]) => `${actor}: ${operations}`)
			.join("; ")} | ${fs} | ${stuck ? "stuck" : ""} |`,
);

test("docs/explain.md has the table of questions", () => {
	const text = readFileSync(
		new URL("../../docs/explain.md", import.meta.url),
		"utf8",
	);
	expect(text).toContain(
		[
			"| failure | | beside the driver | file system | |",
			"|---|---|---|---|---|",
			...rows,
		].join("\n"),
	);
});

test("every question can be asked: its operations, pages and condition exist", () => {
	for (const { others, exists, fs, starts, processes } of questions)
		for (const pages of starts)
			expect(
				testOf({
					era: "v6.12",
					fs,
					pages,
					processes,
					actors: { driver: "pin_fast unpin", ...others },
					exists,
				}).columns,
			).toHaveLength(Object.keys(others).length + 1);
});
