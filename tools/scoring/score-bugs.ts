// Compares results on several kernel trees with bugs.tsv: the buggy tree must be flagged in the right function with a
// class that fits the letter of the row, the fixed tree must be silent there.
//
// The rows D17-D27 are one clean-up of FOLL_FORCE and weak as bugs: scored apart, not in the figures.
// A fixed tree is not asked to be silent where another row says that the same function is buggy there (E01 was fixed by
// the commit that made E02).
// A row and a tree that lacks the file (a cut checkout) are left out and counted.

import type { Finding, FindingClass } from "../../src/findings/finding.ts";
import { functionOn, functionsOf } from "./c-text.ts";
import { findingsOf, isExplainedIn, isIn, type Place } from "./flagged.ts";
import { type Fraction, fractionOf, renderFraction } from "./fraction.ts";
import { type Anchor, readAnchors } from "./read-anchors.ts";
import { cell, type Row } from "./read-table.ts";

export interface TreeResult {
	/** As the table names it: `v5.9`. */
	readonly name: string;
	readonly findings: readonly Finding[];
	readonly readSource: (path: string) => string | null;
}

/**
 * Which classes count as naming the bug. The letters are wider than the classes: e is "sign, count or double release",
 * and a count that is too small leaks; f is "lifetime or order", which shows as a leak, a second release or an order;
 * d is a missing flag, which on old kernels meant another call (get_user_pages_longterm).
 */
export const classesOfLetter: Readonly<
	Record<string, readonly FindingClass[]>
> = {
	a: ["leak"],
	b: ["mismatch"],
	c: ["dirty"],
	d: ["flag", "api"],
	e: ["retval", "double-release", "leak"],
	f: ["order", "lock", "leak", "double-release"],
	g: ["api"],
};

/** One row in one tree. */
export interface BugOutcome {
	readonly id: string;
	readonly letter: string;
	readonly tree: string;
	readonly kind: "buggy" | "fixed";
	/** buggy: flagged; fixed: silent. */
	readonly passes: boolean;
	/** Only a note of the finding stands in the function, not the finding. */
	readonly byNoteOnly: boolean;
	readonly place: string;
}

export interface BugScore {
	/** Rows flagged in every given tree that has the bug. */
	readonly rowsFlagged: Fraction;
	/** Rows with a fixed tree given that is silent (all of them). */
	readonly rowsSilent: Fraction;
	/** Rows that are flagged, and silent in each fixed tree given. */
	readonly rowsRight: Fraction;
	readonly byLetter: ReadonlyMap<string, Fraction>;
	readonly forceCleanUps: Fraction;
	readonly flaggedByNoteOnly: number;
	/** `A03 v5.9`: the file is not in that tree. */
	readonly notThere: readonly string[];
	readonly outcomes: readonly BugOutcome[];
}

function isForceCleanUp(row: Row): boolean {
	return cell(row, "description").startsWith("FOLL_FORCE");
}

function listOf(row: Row, column: string): string[] {
	return cell(row, column).split(",").filter(Boolean);
}

/** The function of the row, the one named beside the anchor, and the one the anchor's line lies in. */
function placeOf(
	row: Row,
	anchor: Anchor | null,
	tree: TreeResult,
): Place | null {
	const file = anchor?.file ?? cell(row, "file");
	const text = tree.readSource(file);
	if (text === null) return null;
	const extents = functionsOf(text);
	const at =
		anchor === null || anchor.line === null
			? null
			: functionOn(extents, anchor.line);
	const names = [cell(row, "function"), anchor?.function, at];
	const functions = new Set(names.filter((name) => typeof name === "string"));
	return { file, functions, extents };
}

function judge(
	row: Row,
	tree: TreeResult,
	kind: "buggy" | "fixed",
): BugOutcome | null {
	const anchors = readAnchors(cell(row, `${kind}_lines`));
	const anchor = anchors.find((entry) => entry.tree === tree.name) ?? null;
	const place = placeOf(row, anchor, tree);
	if (place === null) return null;
	const letter = cell(row, "class");
	const named = findingsOf(tree.findings, classesOfLetter[letter] ?? []);
	const inside = named.some((finding) => isIn(finding, place));
	const explained = named.some((finding) => isExplainedIn(finding, place));
	return {
		id: cell(row, "id"),
		letter,
		tree: tree.name,
		kind,
		passes: kind === "buggy" ? inside || explained : !inside,
		byNoteOnly: kind === "buggy" && explained && !inside,
		place: `${place.file}:${anchor?.line ?? "?"} ${[...place.functions].join("/")}()`,
	};
}

/** Whether another row says that this function is buggy in that tree. */
function isBuggyAnyway(
	row: Row,
	tree: TreeResult,
	rows: readonly Row[],
): boolean {
	return rows.some(
		(other) =>
			other !== row &&
			cell(other, "file") === cell(row, "file") &&
			cell(other, "function") === cell(row, "function") &&
			listOf(other, "buggy_in").includes(tree.name),
	);
}

function allPass(outcomes: readonly BugOutcome[]): boolean {
	return outcomes.every((outcome) => outcome.passes);
}

export function scoreBugs(
	rows: readonly Row[],
	trees: readonly TreeResult[],
): BugScore {
	const notThere: string[] = [];
	const outcomesOf = (row: Row, kind: "buggy" | "fixed"): BugOutcome[] =>
		trees
			.filter((tree) => listOf(row, `${kind}_in`).includes(tree.name))
			.filter((tree) => kind === "buggy" || !isBuggyAnyway(row, tree, rows))
			.flatMap((tree) => {
				const outcome = judge(row, tree, kind);
				// A fixed tree may have dropped the file altogether.
				if (outcome === null && kind === "buggy")
					notThere.push(`${cell(row, "id")} ${tree.name}`);
				return outcome ?? [];
			});
	const judged = rows
		.map((row) => ({
			row,
			buggy: outcomesOf(row, "buggy"),
			fixed: outcomesOf(row, "fixed"),
		}))
		.filter((entry) => entry.buggy.length > 0);
	const bugs = judged.filter(({ row }) => !isForceCleanUp(row));
	const letters = [...new Set(bugs.map(({ row }) => cell(row, "class")))];
	return {
		rowsFlagged: fractionOf(bugs.map(({ buggy }) => allPass(buggy))),
		rowsSilent: fractionOf(
			bugs
				.filter(({ fixed }) => fixed.length > 0)
				.map(({ fixed }) => allPass(fixed)),
		),
		rowsRight: fractionOf(
			bugs.map(({ buggy, fixed }) => allPass([...buggy, ...fixed])),
		),
		byLetter: new Map(
			letters.map((letter) => [
				letter,
				fractionOf(
					bugs
						.filter(({ row }) => cell(row, "class") === letter)
						.map(({ buggy }) => allPass(buggy)),
				),
			]),
		),
		forceCleanUps: fractionOf(
			judged
				.filter(({ row }) => isForceCleanUp(row))
				.map(({ buggy }) => allPass(buggy)),
		),
		flaggedByNoteOnly: bugs
			.flatMap(({ buggy }) => buggy)
			.filter((outcome) => outcome.byNoteOnly).length,
		notThere,
		outcomes: judged.flatMap(({ buggy, fixed }) => [...buggy, ...fixed]),
	};
}

export function renderBugScore(score: BugScore, verbose: boolean): string {
	const misses = score.outcomes
		.filter((outcome) => !outcome.passes)
		.map(
			({ id, letter, tree, kind, place }) =>
				`  ${id} (${letter}) ${tree} ${place}: ${kind === "buggy" ? "not flagged" : "not silent"}`,
		);
	return [
		renderFraction("rows flagged in the buggy trees", score.rowsFlagged),
		renderFraction("rows silent in the fixed trees", score.rowsSilent),
		renderFraction("rows flagged and silent", score.rowsRight),
		...[...score.byLetter].map(([letter, value]) =>
			renderFraction(`  class ${letter} flagged`, value),
		),
		renderFraction("FOLL_FORCE clean-ups (apart)", score.forceCleanUps),
		`${"flagged by a note only".padEnd(34)} ${String(score.flaggedByNoteOnly).padStart(4)}`,
		`${"not scored, file not in the tree".padEnd(34)} ${String(score.notThere.length).padStart(4)}`,
		...(verbose
			? ["", "misses:", ...misses, `not there: ${score.notThere.join(", ")}`]
			: []),
	].join("\n");
}
