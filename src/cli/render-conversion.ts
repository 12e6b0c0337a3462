// A conversion as text for people, and as the JSON of the contract.

import type {
	Conversion,
	ConversionResult,
	Decision,
	DecisionKind,
} from "#convert/conversion.ts";
import { version } from "./version.ts";

/** Decisions, what was mended, proof; withDiffs: the diffs too. */
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
		...mended.map(
			({ file, line, code, message }) =>
				`mended: ${file}:${line}: ${code}: ${message}`,
		),
		...proof.map(
			({ kind, outcome, detail }) => `${kind}: ${outcome}: ${detail}`,
		),
	];
}

function counted(number: number, what: string): string {
	return `${number} ${what}${number === 1 ? "" : "s"}`;
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
	return `for Linux ${options.to}: ${sites} to convert in ${counted(files, "file")}, ${count("leave")} left, ${count("abstain")} not decided`;
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
			patches: conversions.map(({ sites, files, diff, mended, proof }) => ({
				files: files.map(({ file, edits }) => ({ file, edits })),
				sites: sites.map(({ site }) => site),
				diff,
				mended,
				proof,
			})),
		},
		null,
		2,
	)}\n`;
}
