import type { FileConversion } from "./file-conversion.ts";

/** Files whose edits meet in some file, or that share a release: each file in one group. */
export function fileGroupsOf(
	results: readonly FileConversion[],
): readonly (readonly FileConversion[])[] {
	const groups: { files: FileConversion[]; paths: Set<string> }[] = [];
	for (const result of results) {
		const paths = new Set([
			result.path,
			...result.edits.keys(),
			...result.shared.map(({ path }) => path),
		]);
		const mine = { files: [result], paths };
		for (const other of [...groups]) {
			if (![...other.paths].some((path) => paths.has(path))) continue;
			mine.files.unshift(...other.files);
			for (const path of other.paths) paths.add(path);
			groups.splice(groups.indexOf(other), 1);
		}
		groups.push(mine);
	}
	return groups.map(({ files }) => files);
}
