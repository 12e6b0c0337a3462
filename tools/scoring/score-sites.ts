// Compares a result of `pinfold check --format json` with sites.tsv.
//
// Only rows with area=user are scored: mm/, lib/ and include/ implement the API rather than use it. The table is a part
// of the sites of the kernel, so a site it does not have is not wrong; it is listed for a person to judge, and called
// invented only when there is no call on that line at all.

import type { RelatedCall, Site } from "../../src/findings/site.ts";
import { isCallOn } from "./c-text.ts";
import { type Fraction, fractionOf, renderFraction } from "./fraction.ts";
import { callKeys, readCalls } from "./read-calls.ts";
import { cell, type Row } from "./read-table.ts";

export interface SiteScore {
	readonly found: Fraction;
	readonly releaseRecall: Fraction;
	readonly releasePrecision: Fraction;
	readonly dirtyRecall: Fraction;
	readonly dirtyPrecision: Fraction;
	readonly caseEqual: Fraction;
	readonly accessEqual: Fraction;
	/** Sites printed on a line that has no such call. */
	readonly invented: readonly Site[];
	/** Real calls outside mm/, lib/ and include/ that the table does not have. */
	readonly notInTable: readonly Site[];
	/** Sites of the whole tree that hold pages and whose release was not found. */
	readonly ownershipUnknown: Fraction;
	/** Rows whose function could not be read completely. */
	readonly damaged: readonly Site[];
	/** Damaged functions with a site anywhere outside mm/, lib/ and include/. */
	readonly damagedAnywhere: number;
	/** Sentences for --verbose, one per disagreement. */
	readonly misses: readonly string[];
}

/** Text of a file of the tree, null where there is none. */
export type ReadSource = (path: string) => string | null;

interface Match {
	readonly row: Row;
	/** Usually one; several when the call stands in several configurations. */
	readonly sites: readonly Site[];
}

interface Comparison {
	readonly recall: boolean[];
	readonly precision: boolean[];
	readonly misses: string[];
}

const accesses = new Set([
	"dev-read",
	"dev-write",
	"dev-rw",
	"cpu-read",
	"cpu-write",
	"cpu-rw",
	"guest",
	"none",
]);

function placeOf(row: Row): string {
	return `${cell(row, "file")}:${cell(row, "line")} ${cell(row, "function")}() ${cell(row, "acquire_api")}`;
}

function isAt(row: Row, site: Site): boolean {
	return (
		site.file === cell(row, "file") &&
		site.line === Number(cell(row, "line")) &&
		site.api === cell(row, "acquire_api") &&
		site.function === cell(row, "function")
	);
}

function isOutsideCore({ file }: Site): boolean {
	return !/^(?:mm|lib|include)\//.test(file);
}

/** Compares one list of calls of a site with its cell, by API and function. */
function compareCalls(
	{ row, sites }: Match,
	column: "release_api" | "dirty_api",
	callsOf: (site: Site) => readonly RelatedCall[],
): Comparison {
	const truth = readCalls(cell(row, column));
	const wanted = callKeys(truth.calls);
	const printed = callKeys(sites.flatMap(callsOf));
	const what = column === "release_api" ? "release" : "dirty call";
	const missing = [...wanted].filter((key) => !printed.has(key));
	const extra =
		truth.kind === "open" ? [] : [...printed].filter((key) => !wanted.has(key));
	return {
		recall: [...wanted].map((key) => printed.has(key)),
		precision:
			truth.kind === "open" ? [] : [...printed].map((key) => wanted.has(key)),
		misses: [
			...missing.map((key) => `${placeOf(row)}: ${what} ${key} not found`),
			...extra.map((key) => `${placeOf(row)}: ${what} ${key} is not one`),
		],
	};
}

/** Compares one word of a site; a cell that is not one of the contract's words is left out. */
function compareWord(
	{ row, sites }: Match,
	column: "case" | "access",
	wordOf: (site: Site) => string,
	isWord: (text: string) => boolean,
): Comparison {
	const wanted = cell(row, column);
	if (!isWord(wanted)) return { recall: [], precision: [], misses: [] };
	const words = [...new Set(sites.map(wordOf))];
	const isEqual = words.length === 1 && words[0] === wanted;
	return {
		recall: [isEqual],
		precision: [],
		misses: isEqual
			? []
			: [
					`${placeOf(row)}: ${column} is ${words.join("/")}, the table says ${wanted}`,
				],
	};
}

function pooled(
	comparisons: readonly Comparison[],
	part: "recall" | "precision",
): Fraction {
	return fractionOf(comparisons.flatMap((entry) => entry[part]));
}

function isReal(site: Site, readSource: ReadSource): boolean {
	const text = readSource(site.file);
	return text !== null && isCallOn(text, site.line, site.api);
}

export function scoreSites(
	rows: readonly Row[],
	sites: readonly Site[],
	readSource: ReadSource,
): SiteScore {
	const scored = rows.filter((row) => cell(row, "area") === "user");
	const matches = scored.map((row) => ({
		row,
		sites: sites.filter((site) => isAt(row, site)),
	}));
	const met = matches.filter((match) => match.sites.length > 0);
	const releases = met.map((match) =>
		compareCalls(match, "release_api", (site) => site.releases),
	);
	const dirties = met.map((match) =>
		compareCalls(match, "dirty_api", (site) => site.dirties),
	);
	const cases = met.map((match) =>
		compareWord(
			match,
			"case",
			(site) => String(site.case),
			(text) => /^[0-5]$/.test(text),
		),
	);
	const touches = met.map((match) =>
		compareWord(
			match,
			"access",
			(site) => site.access,
			(text) => accesses.has(text),
		),
	);
	const outside = sites.filter(isOutsideCore);
	const unlisted = outside.filter(
		(site) => !rows.some((row) => isAt(row, site)),
	);
	const damaged = met
		.flatMap((match) => match.sites)
		.filter((site) => site.damage.length > 0);
	return {
		found: fractionOf(matches.map((match) => match.sites.length > 0)),
		releaseRecall: pooled(releases, "recall"),
		releasePrecision: pooled(releases, "precision"),
		dirtyRecall: pooled(dirties, "recall"),
		dirtyPrecision: pooled(dirties, "precision"),
		caseEqual: pooled(cases, "recall"),
		accessEqual: pooled(touches, "recall"),
		ownershipUnknown: fractionOf(
			sites
				.filter(({ kind }) => kind !== "none")
				.map(({ releases: known }) => known.length === 0),
		),
		invented: outside.filter((site) => !isReal(site, readSource)),
		notInTable: unlisted.filter((site) => isReal(site, readSource)),
		damaged,
		damagedAnywhere: new Set(
			outside
				.filter((site) => site.damage.length > 0)
				.map((site) => `${site.file}:${site.function}`),
		).size,
		misses: [
			...matches
				.filter((match) => match.sites.length === 0)
				.map(({ row }) => `${placeOf(row)}: site not found`),
			...[...releases, ...dirties, ...cases, ...touches].flatMap(
				(entry) => entry.misses,
			),
		],
	};
}

/** One line per figure. */
export function renderSiteScore(score: SiteScore): string {
	return [
		renderFraction("sites found", score.found),
		`${"sites invented".padEnd(34)} ${String(score.invented.length).padStart(4)}`,
		`${"sites not in this table".padEnd(34)} ${String(score.notInTable.length).padStart(4)}`,
		renderFraction("release recall", score.releaseRecall),
		renderFraction("release precision", score.releasePrecision),
		renderFraction("dirty recall", score.dirtyRecall),
		renderFraction("dirty precision", score.dirtyPrecision),
		renderFraction("case equal", score.caseEqual),
		renderFraction("access equal", score.accessEqual),
		renderFraction("sites with ownership unknown", score.ownershipUnknown),
		`${"damaged functions with such a site".padEnd(34)} ${String(score.damaged.length).padStart(4)}`,
		`${"damaged functions with any site".padEnd(34)} ${String(score.damagedAnywhere).padStart(4)}`,
	].join("\n");
}

/** `file` and below it `line function() api`, for a person to judge. */
export function renderSiteList(sites: readonly Site[]): string {
	const files = [...new Set(sites.map((site) => site.file))];
	return files
		.map((file) =>
			[
				file,
				...sites
					.filter((site) => site.file === file)
					.map((site) => `  ${site.line} ${site.function}() ${site.api}`),
			].join("\n"),
		)
		.join("\n");
}
