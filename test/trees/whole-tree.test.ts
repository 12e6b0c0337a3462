import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCandidates } from "#cli/find-candidates.ts";
import { sortInputPaths } from "#cli/input-paths.ts";
import { locateRipgrep } from "#cli/locate-ripgrep.ts";
import { needles } from "#cli/needles.ts";
import type { CheckResult } from "#findings/check-result.ts";
import { bundle } from "../../tools/build.mjs";
import { runPinfold } from "../cli/fake/fake-pinfold.ts";
import { kernelTree } from "./kernel-tree.ts";

function check(paths: readonly string[], ...options: string[]): string {
	const run = runPinfold(
		bundle,
		["check", "--no-cache", ...paths, ...options],
		{
			timeout: 300_000,
		},
	);
	expect(run.stderr).toBe("");
	expect([0, 1]).toContain(run.status);
	return run.stdout;
}

function checkJson(...paths: string[]): CheckResult {
	return JSON.parse(check(paths, "--format", "json"));
}

describe.each(["v6.12", "v6.1"] as const)("%s", (release) => {
	const tree = kernelTree(release);

	test("is read whole, with nothing skipped", () => {
		const { stats } = checkJson(tree);
		expect(stats.filesSearched).toBeGreaterThan(50_000);
		expect(stats.filesParsed).toBeGreaterThan(100);
		expect(stats.skipped).toEqual({});
	});

	test("1 and 2 workers print the same bytes", () => {
		expect(check([tree], "--workers", "2")).toBe(
			check([tree], "--workers", "1"),
		);
	});

	test("ripgrep and the search in Node find the same files", async () => {
		const find = (ripgrep: string | null) =>
			findCandidates(sortInputPaths([tree]), {
				needles: needles(),
				ripgrep,
				signal: new AbortController().signal,
			});
		expect(await find(await locateRipgrep())).toEqual(await find(null));
	});

	test("a folder, a file, several paths: the sites that the whole tree has there", () => {
		const whole = checkJson(tree);
		const places = (result: CheckResult): string[] =>
			result.sites.map(
				({ file, line, api }) => `${join(result.root, file)}:${line}:${api}`,
			);
		const below = (...paths: string[]): string[] =>
			places(whole).filter((place) =>
				paths.some((path) => place.startsWith(join(tree, path))),
			);
		const umem = "drivers/infiniband/core/umem.c";
		for (const paths of [["drivers/infiniband"], [umem], [umem, "mm", "fs/"]])
			expect(
				places(checkJson(...paths.map((path) => join(tree, path)))),
			).toEqual(below(...paths));
	});
});
