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

type Lines = readonly [first: number, last: number];

/** The functions of a file that a change touches. Finds them when it is first asked. */
export type TouchedFunctions = (path: string) => readonly Lines[];

/** Touched: the line of the finding, of its acquire or of one of its notes, or the function that the finding lies in. */
export function touchesOf(
	change: readonly ChangedFile[],
	functions: TouchedFunctions,
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
			functions(finding.file).some(
				([first, last]) => first <= finding.line && finding.line <= last,
			)
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

/** A line of a file that #if cuts into several functions lies in each that has it. */
export function createTouchedFunctions(
	change: readonly ChangedFile[],
): TouchedFunctions {
	const known = new Map<string, readonly Lines[]>();
	return (path) => {
		const file = change.find((one) => one.path === path);
		const functions = known.get(path) ?? functionsOf(file);
		known.set(path, functions);
		return functions;
	};
}

function functionsOf(file: ChangedFile | undefined): readonly Lines[] {
	if (file === undefined || file.after === null) return [];
	const { path, after, touched } = file;
	const lines = new LineIndex(after);
	const views = viewsOf(path, after, {
		kernel: null,
		interesting: () => true,
	});
	return views
		.flatMap((view) => view.functions)
		.map(({ start, end }): Lines => [lines.lineOf(start), lines.lineOf(end)])
		.filter(([first, last]) =>
			[...touched].some((line) => first <= line && line <= last),
		);
}
