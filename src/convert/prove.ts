// What speaks for a conversion: `check` before and after, and converting again.

import type { Finding } from "#findings/finding.ts";
import {
	addedFindings,
	counted,
	endedFindings,
	pathOf,
} from "./compare-findings.ts";
import type { Decision, MendedPath, ProofStep } from "./conversion.ts";
import type { FileConversion } from "./file-conversion.ts";
import type { Mended } from "./mend/mend-conversion.ts";

/**
 * No finding left at the sites once the mends are made too, none that was not there before. Findings that are only possible
 * do not count. What the conversion alone leaves is named.
 */
export function proveByCheck(
	files: readonly FileConversion[],
	sites: readonly Decision[],
	{ mends, state }: Mended,
): ProofStep {
	const added = files.flatMap(addedFindings);
	const atSites = files.flatMap((file) =>
		leftAt(
			{ ...file, findingsAfter: state.findings.get(file.path) ?? [] },
			sites,
		),
	);
	// Who has to mark the pages dirty is another question than how they are held.
	const left = atSites.filter((finding) => finding.class !== "dirty");
	const unmarked = atSites.filter((finding) => finding.class === "dirty");
	const wrong = [
		...added.map((finding) => `new: ${describe(finding)}`),
		...left.map((finding) => `left: ${describe(finding)}`),
	];
	const before = files.flatMap(({ findingsBefore }) => counted(findingsBefore));
	const apart = mends.flatMap(({ mended }) => mended);
	const end = apart.length > 0 ? " once the mends are made" : "";
	const words =
		wrong.length > 0
			? `${wrong.join("; ")}.`
			: before.length === 0
				? "check reports nothing before and nothing after."
				: `check reports nothing new, and of how the pages are held nothing any more${end}.`;
	return {
		kind: "check",
		outcome: wrong.length > 0 ? "fails" : "holds",
		detail: [
			words,
			...told("Mended apart from the conversion", apart),
			...told("Not part of a conversion", unmarked),
		].join(" "),
	};
}

function told(
	what: string,
	places: readonly Parameters<typeof describe>[0][],
): readonly string[] {
	return places.length === 0
		? []
		: [`${what}: ${places.map(describe).join("; ")}.`];
}

export function proveByConvertingAgain(changed: readonly string[]): ProofStep {
	return changed.length === 0
		? {
				kind: "convert-again",
				outcome: "holds",
				detail: "Converting the result again changes nothing.",
			}
		: {
				kind: "convert-again",
				outcome: "fails",
				detail: `Converting the result again changes ${changed.join(", ")}.`,
			};
}

/** Leaks and wrong releases that were there before the conversion and are not any more. */
export function mendedIn(file: FileConversion): readonly MendedPath[] {
	return endedFindings(file)
		.filter(({ class: kind }) => /^(leak|mismatch|double-release)$/.test(kind))
		.map(pathOf);
}

/** Findings about a converted call. */
function leftAt(
	file: FileConversion,
	sites: readonly Decision[],
): readonly Finding[] {
	const converted = new Set(
		sites.flatMap((site) =>
			site.becomes === null || site.file !== file.path
				? []
				: [`${site.file}:${site.function}:${site.becomes}:`],
		),
	);
	const added = new Set(addedFindings(file));
	return counted(file.findingsAfter).filter(
		(finding) =>
			!added.has(finding) &&
			finding.site !== null &&
			converted.has(finding.site.replace(/\d+$/, "")),
	);
}

function describe({
	code,
	file,
	line,
	function: name,
}: Pick<Finding, "code" | "file" | "line" | "function">): string {
	return `${code} in ${name}() (${file}:${line} afterwards)`;
}
