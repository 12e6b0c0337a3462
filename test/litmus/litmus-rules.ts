// The rules a litmus file must keep so that it can be trusted. Each rule yields sentences; none means the rule holds.

import { type CodeEntry, findCode } from "#findings/codes.ts";
import { functionAt, type LitmusFile } from "./litmus-file.ts";

/** What is wrong with one file, taken by itself. */
export function breachesOfFile(file: LitmusFile): string[] {
	const breaches = [...file.problems];
	if (!file.isPart) {
		if (file.findings.length === 0 && !file.expectsNone)
			breaches.push("has no finding marker and does not say expect: none");
		const inKnownMiss = file.path.startsWith("known-miss/");
		if (inKnownMiss !== (file.status === "known-miss"))
			breaches.push("known-miss/ and status: known-miss go together");
	}
	if (file.findings.length > 0 && file.expectsNone)
		breaches.push("says expect: none and has finding markers");
	for (const { code, line } of file.findings) {
		if (findCode(code) === undefined)
			breaches.push(`line ${line}: ${code} is not in src/findings/codes.ts`);
		const name = functionAt(file, line)?.name;
		if (name === undefined)
			breaches.push(`line ${line}: the marker lies in no function`);
		if (name?.startsWith("good_"))
			breaches.push(`line ${line}: a finding is expected inside ${name}()`);
	}
	for (const { name, firstLine, lastLine } of file.functions) {
		const isMarked = file.findings.some(
			({ line }) => firstLine <= line && line <= lastLine,
		);
		if (name.startsWith("bad_") && !isMarked)
			breaches.push(`${name}() has no finding marker`);
	}
	return breaches;
}

/** Companions that are named but missing, or present but named by nobody. */
export function breachesOfCompanions(files: readonly LitmusFile[]): string[] {
	const folderOf = (path: string): string => path.replace(/[^/]*$/, "");
	const named = new Set(
		files.flatMap((file) =>
			file.companions.map((name) => folderOf(file.path) + name),
		),
	);
	const parts = new Set(
		files.filter((file) => file.isPart).map((file) => file.path),
	);
	return [
		...[...named]
			.filter((path) => !parts.has(path))
			.map((path) => `${path} is named by with: but is no companion file`),
		...[...parts]
			.filter((path) => !named.has(path))
			.map((path) => `${path} is a companion that no file names`),
	];
}

/** Every code needs a file that shows it in a bad_ function next to a good_ near miss. */
export function uncoveredCodes(
	codes: readonly CodeEntry[],
	files: readonly LitmusFile[],
): string[] {
	const shows = (file: LitmusFile, code: string): boolean =>
		file.status !== "known-miss" &&
		file.functions.some(({ name }) => name.startsWith("good_")) &&
		file.findings.some(
			(finding) =>
				finding.code === code &&
				functionAt(file, finding.line)?.name.startsWith("bad_") === true,
		);
	return codes
		.map(({ code }) => code)
		.filter((code) => !files.some((file) => shows(file, code)));
}
