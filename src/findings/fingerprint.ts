// Recognises a finding again after the code around it has changed.

import { createHash } from "node:crypto";
import { compareText, firstDifference } from "#base/compare.ts";
import type { Finding } from "./finding.ts";
import type { Site } from "./site.ts";

/** A line of a file (from 1), null when it cannot be read. */
export type LineReader = (file: string, line: number) => string | null;

/**
 * One fingerprint for each finding, in their order: 32 hexadecimal digits made from the code, the function, the text of
 * the finding's line and of the line that acquires, and for equals in one file their order. No line number and no path is
 * in it: it stays the same when lines move, when the file is renamed, in other checkouts, and when only a part of the tree
 * is looked at. A changed line or function name makes a new one.
 */
export function fingerprintFindings(
	findings: readonly Finding[],
	sites: readonly Site[],
	lineOf: LineReader,
): string[] {
	const siteById = new Map(sites.map((site) => [site.id, site]));
	const acquireLine = (finding: Finding): string => {
		const place =
			(finding.site === null ? undefined : siteById.get(finding.site)) ??
			finding.notes[0];
		return place === undefined ? "" : read(lineOf, place);
	};
	const stems = findings.map((finding) =>
		JSON.stringify([
			finding.code,
			finding.function,
			read(lineOf, finding),
			acquireLine(finding),
		]),
	);
	const ordinals = countEquals(findings, stems);
	return stems.map((stem, index) => digest(`${stem}#${ordinals[index]}`));
}

function read(
	lineOf: LineReader,
	place: { readonly file: string; readonly line: number },
): string {
	return normalLine(lineOf(place.file, place.line) ?? "");
}

/**
 * A line without comments and spaces; a line that is only a comment keeps it. Cuts off a string with a comment's beginning
 * in it, which does no harm: equal lines stay equal.
 */
export function normalLine(line: string): string {
	const code = line.replace(/\/\*.*?\*\//g, "").replace(/\/[/*].*$/, "");
	return (/\S/.test(code) ? code : line).replace(/\s+/g, "");
}

/** From 1, in the order of the places, counted for each file and stem. */
function countEquals(
	findings: readonly Finding[],
	stems: readonly string[],
): number[] {
	const counts = new Map<string, number>();
	const ordinals: number[] = [];
	const byPlace = [...findings.entries()].sort(([, a], [, b]) =>
		firstDifference(
			compareText(a.file, b.file),
			a.line - b.line,
			a.column - b.column,
			compareText(a.message, b.message),
		),
	);
	for (const [index, finding] of byPlace) {
		const key = `${finding.file}\n${stems[index]}`;
		const ordinal = (counts.get(key) ?? 0) + 1;
		counts.set(key, ordinal);
		ordinals[index] = ordinal;
	}
	return ordinals;
}

function digest(text: string): string {
	return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
