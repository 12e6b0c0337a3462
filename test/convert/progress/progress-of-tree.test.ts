import { expect, test } from "vitest";
import {
	progressOfTrees,
	type ReadTree,
} from "#convert/progress/progress-of-tree.ts";
import { subsystemOf } from "#convert/progress/subsystem-of.ts";
import { dueSites } from "#findings/conversion-progress.ts";
import { sampleSite } from "../../report/sample-site.ts";

test.each([
	["drivers/infiniband/hw/foo/bar.c", "drivers/infiniband"],
	["drivers/foo.c", "drivers"],
	["fs/exec.c", "fs"],
	["mm/gup.c", "mm"],
	["foo.c", "."],
])("%s belongs to %s", (file, subsystem) => {
	expect(subsystemOf(file)).toBe(subsystem);
});

const tree: ReadTree = {
	path: "linux",
	kernel: "6.1",
	kernelFrom: "tree",
	skipped: {},
	sites: [
		{ ...sampleSite, file: "mm/a.c" },
		{ ...sampleSite, file: "drivers/foo/b.c", kind: "get", case: 2 },
		{ ...sampleSite, file: "drivers/foo/c.c" },
	],
};

test("each site is counted once in the tree and once in its subsystem", () => {
	const [progress] = progressOfTrees([tree]);
	expect(progress?.counts).toMatchObject({ pin: 2, missed: 1 });
	expect(progress?.subsystems.map(({ name }) => name)).toEqual([
		"drivers/foo",
		"mm",
	]);
	expect(progress?.subsystems[0]?.counts).toMatchObject({ pin: 1, missed: 1 });
	expect(progress && dueSites(progress.counts)).toBe(3);
});

test("a tree is called by its release, two of the same by their paths too", () => {
	const labels = (...trees: ReadTree[]) =>
		progressOfTrees(trees).map(({ label }) => label);
	expect(labels(tree, { ...tree, kernel: "6.12" })).toEqual(["v6.1", "v6.12"]);
	expect(labels(tree, { ...tree, path: "other" })).toEqual([
		"v6.1 linux",
		"v6.1 other",
	]);
	expect(labels({ ...tree, kernelFrom: "newest", path: "driver" })).toEqual([
		"driver",
	]);
});
