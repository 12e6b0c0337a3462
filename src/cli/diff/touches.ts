// Whether a change has a part in a finding.

import { LineIndex } from "#base/line-index.ts";
import { viewsOf } from "#csource/views.ts";
import type { Finding } from "#findings/finding.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import type { ChangedFile } from "./change.ts";

interface Place {
	readonly file: string;
	readonly line: number;
}

/** Touched: the line of the finding, of its acquire or of one of its notes, or the function that the finding lies in. */
export function touchesOf(
	change: readonly ChangedFile[],
	sites: readonly Site[],
): (finding: Finding) => boolean {
	const files = new Map(change.map((file) => [file.path, file]));
	const siteById = new Map(sites.map((site) => [site.id, site]));
	const isTouched = ({ file, line }: Place): boolean =>
		files.get(file)?.touched.has(line) === true;
	return (finding) => {
		const site = siteById.get(finding.site ?? "");
		const places: Place[] = [
			finding,
			...finding.notes,
			...(site === undefined ? [] : [site]),
		];
		return (
			places.some(isTouched) ||
			isInTouchedFunction(files.get(finding.file), finding.line)
		);
	};
}

/**
 * It has a part in what it touches, and in what the files before it did not have: then it is the cause, wherever it touches
 * them. What they had is known by its fingerprint; null where that need not be known, because it touches all. A comment for
 * Pinfold must be touched itself.
 */
export function hasPartIn(
	touches: (finding: Finding) => boolean,
	fingerprintsBefore: readonly string[] | null,
): (finding: ReportedFinding) => boolean {
	const before = fingerprintsBefore && new Set(fingerprintsBefore);
	return (finding) =>
		touches(finding) ||
		(before !== null &&
			finding.class !== "suppression" &&
			!before.has(finding.fingerprint));
}

/** A finding of a file that #if cuts into several functions counts for each that has its line. */
function isInTouchedFunction(
	file: ChangedFile | undefined,
	line: number,
): boolean {
	if (file === undefined || file.after === null) return false;
	const lines = new LineIndex(file.after);
	const views = viewsOf(file.path, file.after, {
		kernel: null,
		interesting: () => true,
	});
	return views
		.flatMap(({ functions }) => functions)
		.map(({ start, end }) => [lines.lineOf(start), lines.lineOf(end)] as const)
		.filter(([first, last]) => first <= line && line <= last)
		.some(([first, last]) =>
			[...file.touched].some((one) => first <= one && one <= last),
		);
}
