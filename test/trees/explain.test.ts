// `explain` on the kernel itself: every site of some folders has an answer, in time, and the kernel's own answers hold.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ExplainedPlace, explainPlace } from "#cli/explain-place.ts";
import type { Explored } from "#explain/explore-scene.ts";
import type { CheckResult } from "#findings/check-result.ts";
import { bundle } from "../../tools/build.mjs";
import { runPinfold } from "../cli/fake/fake-pinfold.ts";
import { reachableIn } from "../explain/explain-source.ts";
import { kernelTree } from "./kernel-tree.ts";

const tree = kernelTree("v6.12");
const folders = ["mm", "virt/kvm", "drivers/infiniband/core", "fs/fuse"];
const cache = new Map<string, Explored>();
const options = { kernel: null, scheme: null, policy: null, all: false };

function sitesOf(folder: string): CheckResult["sites"] {
	const { stdout } = runPinfold(
		bundle,
		["sites", "--no-cache", "--format", "json", join(tree, folder)],
		{ timeout: 300_000 },
	);
	return (JSON.parse(stdout) as CheckResult).sites;
}

describe("explain on v6.12", () => {
	const explained = new Map<string, { one: ExplainedPlace; ms: number }>();

	test("every site of some folders has an answer, or what is unknown is said", async () => {
		for (const folder of folders)
			for (const { file, line, kind } of sitesOf(folder)) {
				const place = `${join(tree, folder, file)}:${line}`;
				const started = performance.now();
				const one = await explainPlace(place, options, cache);
				const ms = performance.now() - started;
				explained.set(`${folder}/${file}:${line}`, { one, ms });
				const { explanation } = one;
				expect(explanation.site.line).toBe(line);
				expect(explanation.kernel.era).toBe("v6.12");
				if (kind === "none") continue;
				expect(explanation.outcomes.length).toBeGreaterThan(1);
				for (const { reachable } of explanation.outcomes)
					expect(reachable).not.toBeNull();
				if (explanation.site.releases.length === 0)
					expect(explanation.unknown.join()).toContain("Who releases");
			}
		expect(explained.size).toBeGreaterThan(15);
		expect(
			Math.max(...[...explained.values()].map(({ ms }) => ms)),
		).toBeLessThan(20_000);
	});

	test("equal lives share their explorations", () => {
		expect(cache.size).toBeLessThan(explained.size * 12);
	});

	test("__access_remote_vm() loses data (C52); fuse's direct I/O, pinned, does not, and both meet writeback (F2)", () => {
		const failures = (file: string, name: string) =>
			[...explained.values()]
				.map(({ one }) => one.explanation)
				.filter(({ site }) => site.file === file && site.function === name)
				.map(reachableIn);
		const [remote] = failures("memory.c", "__access_remote_vm");
		expect(remote).toEqual(expect.arrayContaining(["F1'", "F2"]));
		const [direct] = failures("file.c", "fuse_get_user_pages");
		expect(direct).toContain("F2");
		expect(direct).not.toContain("F1'");
	});
});
