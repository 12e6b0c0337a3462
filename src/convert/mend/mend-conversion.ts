// What a conversion leaves wrong at its sites, mended on top of it: each kind by itself, and only where `check` then has less
// to say and nothing more.

import { compareText } from "#base/compare.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { Finding } from "#findings/finding.ts";
import { endedFindings, pathOf } from "../compare-findings.ts";
import type {
	ConvertedFile,
	Decision,
	Edit,
	Mend,
	TextEncoding,
} from "../conversion.ts";
import { recheck, withTexts } from "../link-texts.ts";
import { applyEdits, mergeEdits } from "../merge-edits.ts";

import { unifiedDiff } from "../unified-diff.ts";
import { type MendContext, mendFile } from "./mend-file.ts";

/** Codes of findings that a mend of this kind can end. */
const codesOf: Readonly<Record<Mend["kind"], readonly string[]>> = {
	leak: ["PF101", "PF102"],
	dirty: ["PF301"],
};

/** A conversion, or what a mend made of it. */
export interface ConvertedState {
	/** The texts that are not as they were, by path. */
	readonly texts: ReadonlyMap<string, string>;
	/** What `check` says then, by the path of each file that was judged. */
	readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

export interface Mended {
	readonly mends: readonly Mend[];
	/** After the last of them. */
	readonly state: ConvertedState;
}

/** files: those whose sites were judged, as they were before. */
export function mendConversion(
	files: readonly NamedText[],
	sites: readonly Decision[],
	converted: ConvertedState,
	context: MendContext & {
		readonly encodingOf: (path: string) => TextEncoding;
	},
): Mended {
	const mends: Mend[] = [];
	let state = converted;
	for (const kind of ["leak", "dirty"] as const) {
		const edits = editsFor(kind, files, sites, state, context);
		if (edits === null || edits.size === 0) continue;
		const next = applied(files, edits, state, context);
		if (next === null || !isBetter(codesOf[kind], next, state)) continue;
		const changed = [...edits]
			.map(
				([file, changes]): ConvertedFile => ({
					file,
					encoding: context.encodingOf(file),
					edits: changes,
					before: state.texts.get(file) ?? "",
					after: next.texts.get(file) ?? "",
				}),
			)
			.sort((a, b) => compareText(a.file, b.file));
		mends.push({
			kind,
			files: changed,
			diff: unifiedDiff(changed),
			mended: files.flatMap(({ path }) =>
				endedFindings({
					findingsBefore: state.findings.get(path) ?? [],
					findingsAfter: next.findings.get(path) ?? [],
				}).map(pathOf),
			),
		});
		state = next;
	}
	return { mends, state };
}

/** null where two files want different text at one place. */
function editsFor(
	kind: Mend["kind"],
	files: readonly NamedText[],
	sites: readonly Decision[],
	{ texts, findings }: ConvertedState,
	context: MendContext,
): ReadonlyMap<string, readonly Edit[]> | null {
	const all = new Map<string, readonly Edit[]>();
	for (const { path, text } of files) {
		const wanted = (findings.get(path) ?? []).filter(
			({ code, confidence }) =>
				codesOf[kind].includes(code) && confidence !== "possible",
		);
		if (wanted.length === 0) continue;
		const found = mendFile(
			{ path, text: texts.get(path) ?? text },
			{
				kind,
				findings: wanted,
				isConverted: (name, api) =>
					sites.some(
						(site) =>
							site.file === path &&
							site.function === name &&
							site.becomes === api,
					),
			},
			{ ...context, neighbourhood: withTexts(context.neighbourhood, texts) },
		);
		for (const [file, edits] of found) {
			const merged = mergeEdits([...(all.get(file) ?? []), ...edits]);
			if (merged === null) return null;
			all.set(file, merged);
		}
	}
	return all;
}

/** null where an edit lies in a file that the conversion did not change. */
function applied(
	files: readonly NamedText[],
	edits: ReadonlyMap<string, readonly Edit[]>,
	{ texts }: ConvertedState,
	{ neighbourhood, target, parser }: MendContext,
): ConvertedState | null {
	const next = new Map(texts);
	for (const [path, changes] of edits) {
		const text = texts.get(path);
		if (text === undefined) return null;
		next.set(path, applyEdits(text, changes));
	}
	return {
		texts: next,
		findings: new Map(
			files.map((file) => [
				file.path,
				recheck(file, next, neighbourhood, target, parser),
			]),
		),
	};
}

/** Fewer findings of these codes, and of nothing else more. */
function isBetter(
	codes: readonly string[],
	after: ConvertedState,
	before: ConvertedState,
): boolean {
	const all = ({ findings }: ConvertedState): readonly Finding[] =>
		[...findings.values()].flat();
	const wanted = (state: ConvertedState): number =>
		all(state).filter(({ code }) => codes.includes(code)).length;
	const others = (state: ConvertedState): number =>
		all(state).length - wanted(state);
	return wanted(after) < wanted(before) && others(after) <= others(before);
}
