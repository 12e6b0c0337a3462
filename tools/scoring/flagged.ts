// Whether a function is flagged: shared by the scores of bugs.tsv and oot.tsv.

import type { Finding, FindingClass } from "../../src/findings/finding.ts";
import { type FunctionExtent, functionOn } from "./c-text.ts";

export interface Place {
	readonly file: string;
	/** Any of these names. */
	readonly functions: ReadonlySet<string>;
	/** Functions of that file, to know in which of them a note stands. */
	readonly extents: readonly FunctionExtent[];
}

/** What a run without --all shows. */
export function isShown(finding: Finding): boolean {
	return finding.confidence !== "possible";
}

/** The finding itself stands in the function. */
export function isIn(finding: Finding, place: Place): boolean {
	return finding.file === place.file && place.functions.has(finding.function);
}

/** A note of the finding stands in the function: a leak may be shown where the pages were acquired. */
export function isExplainedIn(finding: Finding, place: Place): boolean {
	return finding.notes.some((note) => {
		if (note.file !== place.file) return false;
		const name = functionOn(place.extents, note.line);
		return name !== null && place.functions.has(name);
	});
}

export function findingsOf(
	findings: readonly Finding[],
	classes: readonly FindingClass[],
): Finding[] {
	return findings.filter(
		(finding) => isShown(finding) && classes.includes(finding.class),
	);
}
