// A conversion as text for people, and as the JSON of the contract.

import type {
	Conversion,
	ConversionResult,
	Decision,
	DecisionKind,
	Mend,
	MendedPath,
} from "#convert/conversion.ts";
import { version } from "./version.ts";

/** Decisions, what was mended, proof, and the mends that are patches of their own; withDiffs: the diffs too. */
export function conversionText(
	result: ConversionResult,
	withDiffs: boolean,
): string {
	const lines = [
		...result.decisions.map(decisionLine),
		...(result.decisions.length === 0 ? [] : [""]),
		...result.conversions.flatMap((conversion) => [
			...conversionLines(conversion),
			...(withDiffs ? [conversion.diff.trimEnd()] : []),
			"",
			...conversion.mends.flatMap((mend) => [
				...mendLines(mend),
				...(withDiffs ? [mend.diff.trimEnd()] : []),
				"",
			]),
		]),
		summary(result),
	];
	return `${lines.join("\n")}\n`;
}

function decisionLine(site: Decision): string {
	const becomes =
		site.becomes === null || site.becomes === site.api
			? ""
			: ` -> ${site.becomes}()`;
	return `${site.file}:${site.line}: ${site.decision}: ${site.api}()${becomes} in ${site.function}(): ${site.reason}`;
}

function conversionLines({
	files,
	mended,
	proof,
}: Conversion): readonly string[] {
	return [
		`== ${files.map(({ file }) => file).join(", ")}`,
		...mended.map(mendedLine),
		...proof.map(
			({ kind, outcome, detail }) => `${kind}: ${outcome}: ${detail}`,
		),
	];
}

const mendWords: Readonly<Record<Mend["kind"], string>> = {
	leak: "lets go of the pages where fewer were taken than asked for",
	dirty: "marks the pages dirty that were written to",
};

function mendLines({ kind, files, mended }: Mend): readonly string[] {
	return [
		`== mend on top, ${files.map(({ file }) => file).join(", ")}: ${mendWords[kind]}`,
		...mended.map(mendedLine),
	];
}

function mendedLine({ file, line, code, message }: MendedPath): string {
	return `mended: ${file}:${line}: ${code}: ${message}`;
}

function counted(number: number, what: string, ending = "s"): string {
	return `${number} ${what}${number === 1 ? "" : ending}`;
}

function summary({
	options,
	decisions,
	conversions,
}: ConversionResult): string {
	const count = (kind: DecisionKind): number =>
		decisions.filter(({ decision }) => decision === kind).length;
	const files = conversions.flatMap((conversion) => conversion.files).length;
	const sites = counted(count("convert"), "site");
	const mends = conversions.flatMap((conversion) => conversion.mends).length;
	const apart =
		mends === 0
			? ""
			: `; ${counted(mends, "patch", "es")} on top to mend what was wrong there before`;
	return `for Linux ${options.to}: ${sites} to convert in ${counted(files, "file")}, ${count("leave")} left, ${count("abstain")} not decided${apart}`;
}

/** Schema 1. */
export function conversionJson(result: ConversionResult, root: string): string {
	const { options, decisions, conversions } = result;
	return `${JSON.stringify(
		{
			schema: 1,
			tool: { name: "pinfold", version },
			root,
			from: options.from,
			to: options.to,
			sites: decisions,
			patches: conversions.map((conversion) => ({
				...changeJson(conversion),
				sites: conversion.sites.map(({ site }) => site),
				mends: conversion.mends.map((mend) => ({
					kind: mend.kind,
					...changeJson(mend),
				})),
				proof: conversion.proof,
			})),
		},
		null,
		2,
	)}\n`;
}

function changeJson({ files, diff, mended }: Conversion | Mend) {
	return {
		files: files.map(({ file, edits }) => ({ file, edits })),
		diff,
		mended,
	};
}
