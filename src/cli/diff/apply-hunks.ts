// Puts hunks into a text, at the lines they name or, where these have moved, at the nearest place that fits exactly.

import type { Hunk, HunkLine } from "./parse-patch.ts";

/** A line, and whether the change has made it or has removed something right beside it without putting anything there. */
export interface PatchedLine {
	readonly text: string;
	readonly isTouched: boolean;
}

export function toLines(text: string): PatchedLine[] {
	const lines = text.split("\n");
	if (lines.at(-1) === "") lines.pop();
	return lines.map((line) => ({ text: line, isTouched: false }));
}

export function toText(lines: readonly PatchedLine[]): string {
	return lines.map(({ text }) => `${text}\n`).join("");
}

/** Null where a hunk fits nowhere. */
export function applyHunks(
	lines: readonly PatchedLine[],
	hunks: readonly Hunk[],
): PatchedLine[] | null {
	const result: PatchedLine[] = [];
	let done = 0;
	let shift = 0;
	for (const hunk of hunks) {
		const old = hunk.lines.filter(({ kind }) => kind !== "added");
		const named = old.length === 0 ? hunk.oldStart : hunk.oldStart - 1;
		const at = findPlace(lines, old, named + shift, done);
		if (at === null) return null;
		shift = at - named;
		result.push(...lines.slice(done, at));
		append(result, hunk.lines, lines.slice(at, at + old.length));
		done = at + old.length;
	}
	result.push(...lines.slice(done));
	return result;
}

/** The same hunks for the way back. */
export function reverseHunks(hunks: readonly Hunk[]): Hunk[] {
	const turned = { same: "same", added: "removed", removed: "added" } as const;
	return hunks.map(({ oldStart, newStart, lines }) => ({
		oldStart: newStart,
		newStart: oldStart,
		lines: lines.map(({ kind, text }) => ({ kind: turned[kind], text })),
	}));
}

/** The nearest index to the one named, not before what is done. */
function findPlace(
	lines: readonly PatchedLine[],
	old: readonly HunkLine[],
	named: number,
	done: number,
): number | null {
	const fits = (at: number): boolean =>
		at >= done &&
		at + old.length <= lines.length &&
		old.every(({ text }, index) => isSame(lines[at + index]?.text, text));
	for (let distance = 0; distance <= lines.length; distance++)
		for (const at of [named - distance, named + distance])
			if (fits(at)) return at;
	return null;
}

/** Mail programs and git disagree about CR at line ends and about blanks on empty lines. */
function isSame(line: string | undefined, expected: string): boolean {
	return line === expected || line?.trimEnd() === expected.trimEnd();
}

/** Where lines are removed and none put in their place, those on both sides are touched. */
function append(
	result: PatchedLine[],
	hunk: readonly HunkLine[],
	old: readonly PatchedLine[],
): void {
	let [at, removed, added] = [0, 0, 0];
	const isGap = (): boolean => removed > 0 && added === 0;
	for (const { kind, text } of hunk) {
		if (kind === "added") {
			result.push({ text, isTouched: true });
			added++;
			continue;
		}
		const line = old[at++];
		if (kind === "removed") {
			removed++;
			continue;
		}
		if (isGap()) touchLast(result);
		if (line !== undefined)
			result.push(isGap() ? { ...line, isTouched: true } : line);
		[removed, added] = [0, 0];
	}
	if (isGap()) touchLast(result);
}

function touchLast(result: PatchedLine[]): void {
	const last = result.pop();
	if (last !== undefined) result.push({ ...last, isTouched: true });
}
