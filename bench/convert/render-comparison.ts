// The comparison in figures, and a sentence for each disagreement.

import type {
	ComparedFile,
	ComparedFunction,
	Comparison,
} from "./compare-trees.ts";
import type { Calls } from "./read-functions.ts";

/** Why the converter decided as it did, for a function; null where it says nothing of it. */
export type Explain = (file: string, name: string) => string | null;

export interface Figures {
	readonly functions: number;
	readonly equalFunctions: number;
	readonly files: number;
	readonly equalFiles: number;
	readonly wrong: number;
	/** Functions that held a pin before, and those of them that were changed. */
	readonly pinned: number;
	readonly pinnedChanged: number;
}

export function figuresOf(comparison: Comparison): Figures {
	return {
		functions: comparison.functions.length,
		equalFunctions: comparison.functions.filter(isAgreed).length,
		files: comparison.files.length,
		equalFiles: comparison.files.filter(({ isEqual }) => isEqual).length,
		wrong: comparison.wrong.length,
		pinned: comparison.pinnedBefore,
		pinnedChanged: comparison.pinnedChanged.length,
	};
}

export function renderComparison(
	comparison: Comparison,
	explain: Explain,
): string {
	const figures = figuresOf(comparison);
	const { functions, files, wrong, gone } = comparison;
	const split = functions.filter((entry) => !isAgreed(entry));
	return [
		`decisions equal: ${ratio(figures.equalFunctions, figures.functions)} functions with a plain reference in both trees`,
		`  with those that held a pin before, which stay: ${ratio(figures.equalFunctions + figures.pinned - figures.pinnedChanged, figures.functions + figures.pinned)}`,
		`  both convert ${count(functions, "convert", "convert")}, both keep ${count(functions, "keep", "keep")}, only upstream converts ${count(functions, "convert", "keep")}, only pinfold converts ${count(functions, "keep", "convert")}`,
		`calls equal: ${ratio(figures.equalFiles, figures.files)} files that both convert`,
		`conversions where upstream keeps plain references for a documented reason: ${figures.wrong} (${comparison.deliberate} such files)`,
		`mended apart, in patches of their own: ${comparison.mended.length} files`,
		`pins before: ${figures.pinned} functions, changed in ${figures.pinnedChanged}`,
		`not compared: ${gone.length} functions`,
		"",
		...section("decisions that differ", split, (entry) =>
			disagreement(entry, explain),
		),
		...section(
			"calls that differ",
			files.filter(({ isEqual }) => !isEqual),
			callDifference,
		),
		...section(
			"mended apart",
			comparison.mended,
			({ file, kind }) => `${file}: ${kind}`,
		),
		...section(
			"converted against a documented reason",
			wrong,
			({ file, function: name, reason }) =>
				`${file}: ${name}(): upstream stays with plain references: ${reason}`,
		),
		...section(
			"pins that were changed",
			comparison.pinnedChanged,
			(place) => place,
		),
		...section("not compared", gone, (place) => place),
	]
		.map((line) => `${line}\n`)
		.join("");
}

function isAgreed({ upstream, converter }: ComparedFunction): boolean {
	return upstream === converter;
}

function count(
	functions: readonly ComparedFunction[],
	upstream: string,
	converter: string,
): number {
	return functions.filter(
		(entry) => entry.upstream === upstream && entry.converter === converter,
	).length;
}

export function ratio(part: number, whole: number): string {
	return whole === 0
		? "0 of 0"
		: `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

function section<Entry>(
	title: string,
	entries: readonly Entry[],
	line: (entry: Entry) => string,
): readonly string[] {
	if (entries.length === 0) return [];
	return [
		`${title}:`,
		...entries.map((entry) => `  ${line(entry)}`).sort(),
		"",
	];
}

function disagreement(
	{ file, function: name, upstream, site, after }: ComparedFunction,
	explain: Explain,
): string {
	const why = explain(file, name);
	const did =
		upstream === "convert"
			? `upstream pins (${callList(after)}), pinfold does not`
			: `pinfold pins, upstream keeps ${callList(after)}`;
	return `${file}:${site.line} ${name}(): ${did}${why === null ? "" : `: ${why}`}`;
}

function callList(calls: Calls): string {
	return [...calls.keys()].map((name) => `${name}()`).join(", ");
}

function callDifference({ file, upstream, converter }: ComparedFile): string {
	const only = (a: readonly string[], b: readonly string[]): string =>
		a
			.filter((name) => !b.includes(name))
			.map((name) => `${name}()`)
			.join(", ") || "nothing";
	return `${file}: only upstream calls ${only(upstream, converter)}; only pinfold ${only(converter, upstream)}`;
}
