// Whether a change has a part in a finding.

import { LineIndex } from "#base/line-index.ts";
import { viewsOf } from "#csource/views.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import type { ChangedFile } from "./change.ts";

interface Place {
	readonly file: string;
	readonly line: number;
}

/**
 * It has when it touches the line of the finding, of its acquire or of one of its notes, when it touches the function that
 * the finding lies in, or when the files before the change did not have the finding: then it is the cause, wherever it
 * touches them. A finding that they had is known by its fingerprint.
 */
export function touchesOf(
	change: readonly ChangedFile[],
	sites: readonly Site[],
	fingerprintsBefore: readonly string[],
): (finding: ReportedFinding) => boolean {
	const files = new Map(change.map((file) => [file.path, file]));
	const siteById = new Map(sites.map((site) => [site.id, site]));
	const before = new Set(fingerprintsBefore);
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
			!before.has(finding.fingerprint) ||
			isInTouchedFunction(files.get(finding.file), finding.line)
		);
	};
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
