import { compareText, firstDifference } from "#base/compare.ts";
import type { ShardResult } from "#checks/shard.ts";

/** Joins what the shards found, sorted by place: the order of the shards leaves no trace. */
export function mergeResults(results: readonly ShardResult[]): ShardResult {
	const sum = (of: (result: ShardResult) => number): number =>
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
					),
			),
		filesParsed: sum(({ filesParsed }) => filesParsed),
		functions: sum(({ functions }) => functions),
		damagedFunctions: sum(({ damagedFunctions }) => damagedFunctions),
	};
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
