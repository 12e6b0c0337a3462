// Compares what a litmus case expects with what the analysis said. An empty list means the case passes.

import type { FilesResult } from "#checks/check-files.ts";
import type { Finding } from "#findings/finding.ts";
import type { RelatedCall, Site } from "#findings/site.ts";
import {
	type ExpectedFinding,
	type ExpectedNote,
	type ExpectedSite,
	functionAt,
	type LitmusFile,
} from "./litmus-file.ts";

/** One disagreement, ready to print: `file:line: what`. */
export interface Difference {
	readonly file: string;
	readonly line: number;
	readonly text: string;
}

/** What `pinfold check` prints without --all. */
function isShown(finding: Finding): boolean {
	return finding.confidence !== "possible";
}

function matches(expected: ExpectedFinding, finding: Finding): boolean {
	return (
		finding.line === expected.line &&
		finding.code === expected.code &&
		finding.message.includes(expected.fragment)
	);
}

function describe(finding: Finding): string {
	return `${finding.code} in ${finding.function}(): ${finding.message}`;
}

function missingFindings(file: LitmusFile, found: Finding[]): Difference[] {
	return file.findings
		.filter((expected) => !found.some((entry) => matches(expected, entry)))
		.map((expected) => {
			const near = found.find(
				({ line, code }) => line === expected.line && code === expected.code,
			);
			const words = expected.fragment === "" ? "" : ` "${expected.fragment}"`;
			const text =
				near === undefined
					? `expected ${expected.code}${words}, nothing of that code is reported here`
					: `expected ${expected.code}${words}, but it says: ${near.message}`;
			return { file: file.path, line: expected.line, text };
		});
}

function unexpectedFindings(file: LitmusFile, found: Finding[]): Difference[] {
	return found.flatMap((finding) => {
		const inGood = finding.function.startsWith("good_");
		const isMarked = file.findings.some((entry) => matches(entry, finding));
		if (isMarked && !inGood) return [];
		const text = `${inGood ? "a good function is reported" : "unexpected"}: ${describe(finding)}`;
		return [{ file: file.path, line: finding.line, text }];
	});
}

function missingNotes(file: LitmusFile, found: Finding[]): Difference[] {
	const isGiven = (expected: ExpectedNote): boolean =>
		found
			.filter(
				(finding) =>
					functionAt(file, finding.line)?.name ===
					functionAt(file, expected.line)?.name,
			)
			.flatMap((finding) => finding.notes)
			.some(
				(note) =>
					note.file === file.path &&
					note.line === expected.line &&
					note.message.includes(expected.fragment),
			);
	return file.notes
		.filter((expected) => !isGiven(expected))
		.map(({ line, fragment }) => ({
			file: file.path,
			line,
			text: `expected a note "${fragment}"`,
		}));
}

/** `put_page@fn` for each call, sorted, once each; `none` for an empty list. */
export function callList(calls: readonly RelatedCall[]): string {
	const names = [
		...new Set(calls.map((call) => `${call.api}@${call.function}`)),
	];
	return names.length === 0 ? "none" : names.sort().join(",");
}

function sortList(text: string): string {
	return text.split(",").sort().join(",");
}

/** How the site differs from one fact of its marker, or null. */
function compareFact(site: Site, fact: string, wanted: string): string | null {
	if (fact === "ownership")
		return site.ownership.some((entry) => entry.text.includes(wanted))
			? null
			: `ownership "${wanted}" is not among: ${site.ownership.map((entry) => entry.text).join("; ") || "nothing"}`;
	const actual: Record<string, string> = {
		api: site.api,
		kind: site.kind,
		flags: site.flags,
		case: String(site.case),
		access: site.access,
		lifetime: site.lifetime,
		releases: callList(site.releases),
		dirties: callList(site.dirties),
	};
	const expected =
		fact === "releases" || fact === "dirties" ? sortList(wanted) : wanted;
	return actual[fact] === expected
		? null
		: `${fact} is ${actual[fact]}, expected ${expected}`;
}

function siteDifferences(
	file: LitmusFile,
	expected: ExpectedSite,
	sites: Site[],
): Difference[] {
	const { line } = expected;
	const here = sites.filter((site) => site.line === line);
	if (here.length === 0)
		return [
			{ file: file.path, line, text: "expected a site, none is reported" },
		];
	const perSite = here.map((site) =>
		[...expected.facts].flatMap(
			([fact, wanted]) => compareFact(site, fact, wanted) ?? [],
		),
	);
	if (perSite.some((problems) => problems.length === 0)) return [];
	return (perSite[0] ?? []).map((text) => ({
		file: file.path,
		line,
		text: `site: ${text}`,
	}));
}

function strangeSites(file: LitmusFile, sites: Site[]): Difference[] {
	const damaged = sites
		.filter((site) => site.damage.length > 0)
		.map(({ line }) => ({
			file: file.path,
			line,
			text: "site: its function could not be read completely",
		}));
	if (!file.marksAllSites) return damaged;
	const marked = new Set(file.sites.map((entry) => entry.line));
	const unmarked = sites
		.filter((site) => !marked.has(site.line))
		.map(({ line, api }) => ({
			file: file.path,
			line,
			text: `unexpected site: ${api}`,
		}));
	return [...damaged, ...unmarked];
}

function judgeFile(file: LitmusFile, result: FilesResult): Difference[] {
	const found = result.findings.filter(
		(finding) => finding.file === file.path && isShown(finding),
	);
	const sites = result.sites.filter((site) => site.file === file.path);
	return [
		...missingFindings(file, found),
		...unexpectedFindings(file, found),
		...missingNotes(file, found),
		...file.sites.flatMap((entry) => siteDifferences(file, entry, sites)),
		...strangeSites(file, sites),
	];
}

/** Judges all files of one case (usually one) against the result of analysing them together. */
export function judgeLitmus(
	files: readonly LitmusFile[],
	result: FilesResult,
): Difference[] {
	const damaged: Difference[] =
		result.damagedFunctions === 0
			? []
			: [
					{
						file: files[0]?.path ?? "",
						line: 1,
						text: `${result.damagedFunctions} functions could not be read completely`,
					},
				];
	return [...files.flatMap((file) => judgeFile(file, result)), ...damaged];
}

/** One line per difference, in file order. */
export function renderDifferences(differences: readonly Difference[]): string {
	return differences
		.toSorted((a, b) => a.line - b.line)
		.map(({ file, line, text }) => `${file}:${line}: ${text}`)
		.join("\n");
}
