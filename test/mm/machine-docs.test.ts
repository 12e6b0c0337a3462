// The examples of docs/machine.md, run against the built library; "// → x" is what the line must print.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { expect, test, vi } from "vitest";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/machine.md", root), "utf8");
const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(
	(match) => match[1] ?? "",
);

test("there are examples", () => {
	expect(blocks.length).toBeGreaterThanOrEqual(5);
});

test.each(blocks.map((block, index) => [index + 1, block] as const))(
	"example %i",
	async (_, block) => {
		const library = new URL("dist/mm.mjs", root).href;
		const { code } = await transform(
			block.replace('"pinfold/mm"', JSON.stringify(library)),
			{
				loader: "ts",
				format: "esm",
			},
		);
		const printed: string[] = [];
		const log = vi.spyOn(console, "log").mockImplementation((...values) => {
			printed.push(values.join(" "));
		});
		try {
			const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
			await import(/* @vite-ignore */ url);
		} finally {
			log.mockRestore();
		}
		const expected = [...block.matchAll(/\/\/ → (.*)$/gm)].map(
			(match) => match[1],
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(printed).toEqual(expected);
	},
);

test("pinfold/mm is what the package exports", async () => {
	const exported = await import(fileURLToPath(new URL("dist/mm.mjs", root)));
	expect(Object.keys(exported).sort()).toEqual([
		"CallFailed",
		"Deadlock",
		"Machine",
		"eraNames",
		"failureTitles",
		"pageSize",
	]);
});
