// What `check` says of a file before a change and after it.

import type { Finding } from "#findings/finding.ts";
import type { MendedPath } from "./conversion.ts";

/** Two states of a file, by what `check` says of them. */
export interface FindingsOfChange {
	readonly findingsBefore: readonly Finding[];
	readonly findingsAfter: readonly Finding[];
}

/** What a function returns is nothing that a conversion changes: such a finding was only not seen before. */
const older: ReadonlySet<string> = new Set(["PF506"]);

/** Findings that were not there before, those that are only possible left out. */
export function addedFindings({
	findingsBefore,
	findingsAfter,
}: FindingsOfChange): readonly Finding[] {
	const before = tally(counted(findingsBefore));
	return counted(findingsAfter).filter(
		(finding) => !take(before, keyOf(finding)) && !older.has(finding.code),
	);
}

/** What was reported before and is not any more. */
export function endedFindings({
	findingsBefore,
	findingsAfter,
}: FindingsOfChange): readonly Finding[] {
	const after = tally(counted(findingsAfter));
	return counted(findingsBefore).filter(
		(finding) => !take(after, keyOf(finding)),
	);
}

export function pathOf(finding: Finding): MendedPath {
	return {
		file: finding.file,
		function: finding.function,
		line: finding.line,
		code: finding.code,
		message: finding.message,
	};
}

/** Those that are not only possible, or only told. */
export function counted(findings: readonly Finding[]): readonly Finding[] {
	return findings.filter(
		({ confidence, severity }) =>
			confidence !== "possible" && severity !== "note",
	);
}

function keyOf({ code, function: name }: Finding): string {
	return `${code} ${name}`;
}

function tally(findings: readonly Finding[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const finding of findings)
		counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
	return counts;
}

function take(counts: Map<string, number>, key: string): boolean {
	const count = counts.get(key) ?? 0;
	if (count > 0) counts.set(key, count - 1);
	return count > 0;
}
