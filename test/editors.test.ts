// What editors read of the output, as docs/ci.md sets them up.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plainPalette } from "#report/palette.ts";
import { renderText } from "#report/render-text.ts";
import { makeFolder } from "./cli/fake/fake-pinfold.ts";
import { sampleFinding } from "./report/sample-finding.ts";
import { sampleResult } from "./report/sample-result.ts";

const output = renderText(
	sampleResult([
		{
			...sampleFinding,
			confidence: "likely",
			notes: [{ file: "foo.c", line: 120, message: "acquired here" }],
		},
	]),
	{
		palette: plainPalette,
		showPath: (file) => `drivers/${file}`,
		sourceLine: () => "\t\treturn x ? -EFAULT : 0;",
	},
);

test("the problem matcher for VS Code", () => {
	const page = readFileSync(new URL("../docs/ci.md", import.meta.url), "utf8");
	const tasks = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
	const { regexp } = tasks.tasks[0].problemMatcher.pattern;
	const matches = output.split("\n").flatMap((line) => {
		const match = new RegExp(regexp).exec(line);
		return match === null ? [] : [match.slice(1)];
	});
	expect(matches).toEqual([
		[
			"drivers/foo.c",
			"124",
			"3",
			"error",
			"PF101",
			`${sampleFinding.message} [likely]`,
		],
	]);
});

const hasVim = spawnSync("vim", ["--version"]).status === 0;

describe.runIf(hasVim)("vim", () => {
	test("its default errorformat finds the finding and its note, and nothing else", () => {
		const folder = makeFolder();
		const file = join(folder, "out.txt");
		writeFileSync(file, output);
		const list = join(folder, "list.json");
		const script = `call writefile([json_encode(map(filter(getqflist(), "v:val.valid"), "[bufname(v:val.bufnr), v:val.lnum, v:val.col]"))], "${list}")`;
		spawnSync(
			"vim",
			["-Es", "-N", "-u", "NONE", "-q", file, "-c", script, "-c", "qa!"],
			{ cwd: folder },
		);
		expect(JSON.parse(readFileSync(list, "utf8"))).toEqual([
			["drivers/foo.c", 124, 3],
			["drivers/foo.c", 120, 0],
		]);
	});
});
