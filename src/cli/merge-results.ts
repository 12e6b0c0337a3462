import { compareText, firstDifference } from "#base/compare.ts";
import type { FilesResult } from "#checks/check-files.ts";
import type { Finding } from "#findings/finding.ts";

/**
 * Joins what was found in files, sorted by place: the order of the files leaves no trace. What is said in two of them, because
 * each was read with the other, is said once.
 */
export function mergeResults(results: readonly FilesResult[]): FilesResult {
	const sum = (of: (result: FilesResult) => number): number =>
		results.reduce((total, result) => total + of(result), 0);
	return {
		sites: results
			.flatMap(({ sites }) => sites)
			.sort((a, b) => comparePlaces(a, b) || compareText(a.id, b.id)),
		findings: results
			.flatMap(({ findings }) => findings)
			.sort(
				(a, b) =>
					comparePlaces(a, b) ||
					firstDifference(
						compareText(a.code, b.code),
						compareText(a.message, b.message),
						compareText(a.site ?? "", b.site ?? ""),
					),
			)
			.filter((finding, index, all) => !isSame(finding, all[index - 1])),
		filesParsed: sum(({ filesParsed }) => filesParsed),
		functions: sum(({ functions }) => functions),
		damagedFunctions: sum(({ damagedFunctions }) => damagedFunctions),
	};
}

function isSame(a: Finding, b: Finding | undefined): boolean {
	return (
		b !== undefined &&
		comparePlaces(a, b) === 0 &&
		a.code === b.code &&
		a.message === b.message &&
		a.site === b.site
	);
}

interface Place {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

function comparePlaces(a: Place, b: Place): number {
	return firstDifference(
		compareText(a.file, b.file),
		a.line - b.line,
		a.column - b.column,
	);
}
