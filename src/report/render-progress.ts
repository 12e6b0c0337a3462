// How far one tree has come, or several side by side, as text.

import {
	dueSites,
	type ProgressResult,
	type SiteState,
	type StateCounts,
	type StatedSite,
	siteStates,
	stateMeanings,
	type TreeProgress,
} from "#findings/conversion-progress.ts";
import { alignColumns } from "./align-columns.ts";

/** One tree with every site that is no pin; several as columns. */
export function renderProgress({ trees }: ProgressResult): string {
	const [only, ...others] = trees;
	if (only === undefined) return "";
	const parts = [
		statesByTree(trees),
		others.length === 0 ? subsystemStates(only) : subsystemsByTree(trees),
		...(others.length === 0 ? listsOf(only) : []),
		meanings(trees),
		...trees.flatMap(remarksOn),
	];
	return parts.filter((part) => part !== "").join("\n");
}

function statesByTree(trees: readonly TreeProgress[]): string {
	return alignColumns([
		["STATE", ...trees.map(({ label }) => label)],
		...siteStates.map((state) => [
			state,
			...trees.map(({ counts }) => String(counts[state])),
		]),
		["all sites", ...trees.map(({ sites }) => String(sites.length))],
		["pinned of due", ...trees.map(({ counts }) => share(counts))],
	]);
}

/** `41/84 48%`: of the sites that must be pins in the end. */
export function share(counts: StateCounts): string {
	const due = dueSites(counts);
	if (due === 0) return "-";
	return `${counts.pin}/${due} ${Math.floor((100 * counts.pin) / due)}%`;
}

function subsystemStates({ subsystems, counts }: TreeProgress): string {
	const shown = siteStates.filter((state) => counts[state] > 0);
	return alignColumns([
		["SUBSYSTEM", ...shown],
		...subsystems.map(({ name, counts: own }) => [
			name,
			...shown.map((state) => numberOrDash(own[state])),
		]),
	]);
}

function numberOrDash(count: number): string {
	return count === 0 ? "-" : String(count);
}

/** Pinned of due for each subsystem that has something due in one of the trees. */
function subsystemsByTree(trees: readonly TreeProgress[]): string {
	const names = dueSubsystems(trees);
	return alignColumns([
		["PINNED OF DUE", ...trees.map(({ label }) => label)],
		...names.map((name) => [name, ...trees.map((tree) => dueIn(tree, name))]),
	]);
}

/** Sorted; those in which a site must be a pin in at least one of the trees. */
export function dueSubsystems(
	trees: readonly TreeProgress[],
): readonly string[] {
	const due = trees.flatMap(({ subsystems }) =>
		subsystems.filter(({ counts }) => dueSites(counts) > 0),
	);
	return [...new Set(due.map(({ name }) => name))].sort();
}

/** `3/5`; `-` where nothing is due. */
export function dueIn({ subsystems }: TreeProgress, name: string): string {
	const counts = subsystems.find((entry) => entry.name === name)?.counts;
	const due = counts === undefined ? 0 : dueSites(counts);
	return counts === undefined || due === 0 ? "-" : `${counts.pin}/${due}`;
}

/** States whose sites are listed one by one: those somebody may want to look at. */
export const listedStates: readonly SiteState[] = [
	"missed",
	"put_user_page",
	"left",
	"open",
];

function listsOf(tree: TreeProgress): readonly string[] {
	return listedStates.flatMap((state) => {
		const sites = tree.sites.filter((entry) => entry.state === state);
		if (sites.length === 0) return [];
		return [`${state}:\n${alignColumns(sites.map(siteRow))}`];
	});
}

function siteRow({ site, reason }: StatedSite): string[] {
	return [
		`${site.file}:${site.line}`,
		`${site.api}() in ${site.function}()`,
		reason,
	];
}

function meanings(trees: readonly TreeProgress[]): string {
	const used = siteStates.filter((state) =>
		trees.some(({ counts }) => counts[state] > 0),
	);
	return alignColumns(used.map((state) => [state, stateMeanings[state]]));
}

/** What the numbers rest on, where it is not the tree's own Makefile, and what was not read. */
export function remarksOn(tree: TreeProgress): readonly string[] {
	const skipped = Object.entries(tree.skipped).map(
		([reason, count]) => `${count} ${reason}`,
	);
	return [
		...(tree.kernelFrom === "newest"
			? [
					`${tree.path}: no kernel tree, read as code for the newest known kernel (${tree.kernel})\n`,
				]
			: []),
		...(skipped.length > 0
			? [`${tree.path}: files not looked at: ${skipped.join(", ")}\n`]
			: []),
	];
}
