// node tools/run.mjs tools/check-citations.ts: every source in the catalogue against the kernel trees on this machine.
// A tree is found by PINFOLD_TREE_6_12=/path, or below /var/tmp/pinfold-trees/linux-source-6.12.

import type { TreeName } from "#catalog/entry.ts";
import { citations, datingFaults, faultOf, histories } from "./citations.ts";
import {
	folderOf,
	headersOf,
	readTreeFile,
	treeNames,
	variableOf,
} from "./kernel-trees.ts";

export interface TreeReport {
	readonly tree: TreeName;
	/** null: the tree is not here, nothing was checked. */
	readonly folder: string | null;
	readonly citations: number;
	readonly dated: number;
	readonly faults: readonly string[];
}

/** Files are read once per tree. */
function reader(folder: string): (file: string) => string | null {
	const cache = new Map<string, string | null>();
	return (file) => {
		const known = cache.get(file);
		if (known !== undefined) return known;
		const text = readTreeFile(folder, file);
		cache.set(file, text);
		return text;
	};
}

export function checkTree(tree: TreeName): TreeReport {
	const folder = folderOf(tree);
	const cited = citations().filter(({ source }) => source.tree === tree);
	if (folder === null)
		return { tree, folder, citations: cited.length, dated: 0, faults: [] };
	const read = reader(folder);
	const here = { name: tree, read, headers: () => headersOf(folder) };
	const dated = histories();
	const faults = [
		...cited.flatMap((citation) => faultOf(citation, read) ?? []),
		...dated.flatMap((history) => datingFaults(history, here)),
	];
	return {
		tree,
		folder,
		citations: cited.length,
		dated: dated.length,
		faults,
	};
}

function lineOf(report: TreeReport): string {
	if (report.folder === null)
		return `${report.tree}: ${report.citations} citations not checked: tree not here (set ${variableOf(report.tree)})`;
	return `${report.tree}: ${report.citations} citations, ${report.dated} names dated, ${report.faults.length} wrong`;
}

export function main(): number {
	const reports = treeNames.map(checkTree);
	for (const report of reports) {
		console.log(lineOf(report));
		for (const fault of report.faults) console.log(`  ${fault}`);
	}
	if (reports.every((report) => report.folder === null)) {
		console.log("no tree is here, nothing was checked");
		return 2;
	}
	return reports.some((report) => report.faults.length > 0) ? 1 : 0;
}
