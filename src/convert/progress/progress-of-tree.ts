import { compareText } from "#base/compare.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import {
	emptyCounts,
	type StateCounts,
	type StatedSite,
	type SubsystemProgress,
	type TreeProgress,
} from "#findings/conversion-progress.ts";
import type { Site } from "#findings/site.ts";
import { stateOfSite } from "./state-of-site.ts";
import { subsystemOf } from "./subsystem-of.ts";

/** What a run over one tree found, with where its kernel is known from. */
export interface ReadTree
	extends Pick<TreeProgress, "path" | "kernelFrom" | "skipped"> {
	readonly kernel: KernelVersion;
	/** Sorted by place. */
	readonly sites: readonly Site[];
}

export function progressOfTrees(
	trees: readonly ReadTree[],
): readonly TreeProgress[] {
	return trees.map((tree) => {
		const { path, kernel, kernelFrom, skipped } = tree;
		const sites = tree.sites.map((site) => ({
			site,
			...stateOfSite(site, kernel),
			subsystem: subsystemOf(site.file),
		}));
		return {
			label: labelOf(tree, trees),
			path,
			kernel,
			kernelFrom,
			counts: countStates(sites),
			subsystems: bySubsystem(sites),
			sites,
			skipped,
		};
	});
}

function labelOf(tree: ReadTree, all: readonly ReadTree[]): string {
	const isOnlyOne =
		all.filter(({ kernel }) => kernel === tree.kernel).length === 1;
	if (tree.kernelFrom !== "tree") return tree.path;
	return isOnlyOne ? `v${tree.kernel}` : `v${tree.kernel} ${tree.path}`;
}

function countStates(sites: readonly StatedSite[]): StateCounts {
	const counts = emptyCounts();
	for (const { state } of sites) counts[state] += 1;
	return counts;
}

function bySubsystem(
	sites: readonly StatedSite[],
): readonly SubsystemProgress[] {
	const groups = new Map<string, StatedSite[]>();
	for (const site of sites) {
		const group = groups.get(site.subsystem);
		if (group === undefined) groups.set(site.subsystem, [site]);
		else group.push(site);
	}
	return [...groups]
		.sort(([a], [b]) => compareText(a, b))
		.map(([name, group]) => ({ name, counts: countStates(group) }));
}
