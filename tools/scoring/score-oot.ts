// Compares results on out-of-tree drivers with oot.tsv.
//
// The table has no column for the class of a bug. It is taken from the words of the evidence (classesByWord); where they
// name none, any class of balance, pairing, return value, order or lock counts. A row says CONTRACT when the pairing is
// right and the API, a flag or the dirtying is wrong: any of those three classes counts. SUSPECT rows are not scored.

import type { Finding, FindingClass } from "../../src/findings/finding.ts";
import { functionsOf } from "./c-text.ts";
import { findingsOf, isExplainedIn, isIn, type Place } from "./flagged.ts";
import { type Fraction, fractionOf, renderFraction } from "./fraction.ts";
import { cell, type Row } from "./read-table.ts";

export interface CheckoutResult {
	readonly repo: string;
	readonly commit: string;
	readonly findings: readonly Finding[];
	readonly readSource: (path: string) => string | null;
}

export interface OotScore {
	readonly bugs: Fraction;
	readonly contracts: Fraction;
	/** OK and TRAP rows without a finding of balance, pairing or return value. */
	readonly silent: Fraction;
	/** BUG rows by the class their words name first. */
	readonly byClass: ReadonlyMap<string, Fraction>;
	/** Rows of repositories that are not at hand, or without the file. */
	readonly notThere: readonly string[];
	readonly misses: readonly string[];
}

/** Classes whose finding on an OK or TRAP row is a false alarm: PF1xx, PF2xx, PF5xx. */
export const falseAlarmClasses: readonly FindingClass[] = [
	"leak",
	"double-release",
	"mismatch",
	"retval",
];

const contractClasses: readonly FindingClass[] = ["api", "flag", "dirty"];

const classesByWord: readonly [RegExp, FindingClass][] = [
	[
		/leak|never (?:put|released)|not released|nothing is released|abandon|pages[^;.]* kept|never call/i,
		"leak",
	],
	[
		/never acquired|double|uninitiali[sz]ed|underflow|off-by-one/i,
		"double-release",
	],
	[/put_page on a pin|wrong family|unpin.*on.*get/i, "mismatch"],
	[/partial pin (?:returned|accepted)|errno|unsigned/i, "retval"],
	[/mmap[_ ]lock|mmap_sem/i, "lock"],
	[/quiesce|still maps/i, "order"],
];

/** The classes a row's evidence names, in the order of the table above. */
export function classesOfEvidence(row: Row): FindingClass[] {
	const words = cell(row, "evidence note");
	const named = classesByWord
		.filter(([pattern]) => pattern.test(words))
		.map(([, name]) => name);
	return named.length > 0 ? named : [...falseAlarmClasses, "order", "lock"];
}

function placeOf(row: Row, checkout: CheckoutResult): Place | null {
	const file = cell(row, "file");
	const text = checkout.readSource(file);
	if (text === null) return null;
	// `wrapper(5.6-5.10)`: the twin for those kernels; findings do not tell twins apart by name.
	const name = cell(row, "function").replace(/\(.*$/, "");
	return { file, functions: new Set([name]), extents: functionsOf(text) };
}

type Verdict = "BUG" | "CONTRACT" | "OK" | "TRAP" | "SUSPECT";

function verdictOf(row: Row): Verdict | null {
	const word = cell(row, "verdict").split(" ")[0];
	return word === "BUG" ||
		word === "CONTRACT" ||
		word === "OK" ||
		word === "TRAP" ||
		word === "SUSPECT"
		? word
		: null;
}

function passes(
	row: Row,
	verdict: Verdict,
	place: Place,
	all: readonly Finding[],
): boolean {
	const isHere = (finding: Finding): boolean =>
		isIn(finding, place) || isExplainedIn(finding, place);
	if (verdict === "BUG")
		return findingsOf(all, classesOfEvidence(row)).some(isHere);
	if (verdict === "CONTRACT")
		return findingsOf(all, contractClasses).some(isHere);
	return !findingsOf(all, falseAlarmClasses).some((finding) =>
		isIn(finding, place),
	);
}

export function scoreOot(
	rows: readonly Row[],
	checkouts: readonly CheckoutResult[],
): OotScore {
	const notThere: string[] = [];
	const judged = rows.flatMap((row) => {
		const verdict = verdictOf(row);
		if (verdict === null || verdict === "SUSPECT") return [];
		const checkout = checkouts.find(
			(entry) =>
				entry.repo === cell(row, "repo") &&
				entry.commit === cell(row, "commit"),
		);
		const place = checkout === undefined ? null : placeOf(row, checkout);
		const name = `${cell(row, "repo")} ${cell(row, "file")}:${cell(row, "line")} ${cell(row, "function")}()`;
		if (checkout === undefined || place === null) {
			notThere.push(name);
			return [];
		}
		const isRight = passes(row, verdict, place, checkout.findings);
		return [{ row, verdict, name, isRight }];
	});
	const figure = (...verdicts: Verdict[]): Fraction =>
		fractionOf(
			judged
				.filter((entry) => verdicts.includes(entry.verdict))
				.map((entry) => entry.isRight),
		);
	const bugs = judged.filter((entry) => entry.verdict === "BUG");
	const firstClass = (row: Row): string => classesOfEvidence(row)[0] ?? "any";
	return {
		bugs: figure("BUG"),
		contracts: figure("CONTRACT"),
		silent: figure("OK", "TRAP"),
		byClass: new Map(
			[...new Set(bugs.map(({ row }) => firstClass(row)))].map((name) => [
				name,
				fractionOf(
					bugs
						.filter(({ row }) => firstClass(row) === name)
						.map((entry) => entry.isRight),
				),
			]),
		),
		notThere,
		misses: judged
			.filter((entry) => !entry.isRight)
			.map(({ verdict, name }) =>
				verdict === "BUG" || verdict === "CONTRACT"
					? `${verdict} not flagged: ${name}`
					: `${verdict} flagged: ${name}`,
			),
	};
}

export function renderOotScore(score: OotScore, verbose: boolean): string {
	return [
		renderFraction("BUG rows flagged", score.bugs),
		...[...score.byClass].map(([name, value]) =>
			renderFraction(`  ${name}`, value),
		),
		renderFraction("CONTRACT rows flagged", score.contracts),
		renderFraction("OK and TRAP rows silent", score.silent),
		`${"not scored, not at hand".padEnd(34)} ${String(score.notThere.length).padStart(4)}`,
		...(verbose
			? [
					"",
					...score.misses,
					...score.notThere.map((name) => `not there: ${name}`),
				]
			: []),
	].join("\n");
}
