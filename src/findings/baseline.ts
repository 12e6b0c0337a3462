// Findings that are known and accepted, so that a run tells only what is new. No line numbers are kept.

import { compareText, firstDifference } from "#base/compare.ts";
import type { ReportedFinding } from "./reported-finding.ts";

export interface BaselineEntry {
	readonly fingerprint: string;
	readonly code: string;
	/** Relative to the folder of the baseline file, forward slashes. */
	readonly file: string;
	readonly function: string;
	readonly message: string;
}

export interface Baseline {
	readonly schema: 1;
	readonly findings: readonly BaselineEntry[];
}

/** The path of a finding's file as the baseline writes it. */
export type PathInBaseline = (file: string) => string;

/** Everything that no comment allows, sorted by file and fingerprint: the same findings make the same bytes. */
export function makeBaseline(
	findings: readonly ReportedFinding[],
	pathOf: PathInBaseline,
): Baseline {
	return {
		schema: 1,
		findings: findings
			.filter((finding) => finding.suppression === null)
			.map(({ fingerprint, code, file, function: name, message }) => ({
				fingerprint,
				code,
				file: pathOf(file),
				function: name,
				message,
			}))
			.sort((a, b) =>
				firstDifference(
					compareText(a.file, b.file),
					compareText(a.code, b.code),
					compareText(a.fingerprint, b.fingerprint),
				),
			),
	};
}

/** What makeBaseline() made, read from JSON; null where it is something else. */
export function readBaseline(value: unknown): Baseline | null {
	const { schema, findings } = asRecord(value);
	if (schema !== 1 || !Array.isArray(findings)) return null;
	return findings.every(isEntry) ? { schema, findings } : null;
}

function isEntry(value: unknown): value is BaselineEntry {
	const entry = asRecord(value);
	return [entry.fingerprint, entry.code, entry.file].every(
		(field) => typeof field === "string",
	);
}

function asRecord(value: unknown): Record<string, unknown> {
	return typeof value === "object" && value !== null ? { ...value } : {};
}

export interface BaselineComparison {
	/** For each finding, in their order. */
	readonly states: readonly ("new" | "old")[];
	/** Entries that no finding matches. */
	readonly gone: readonly BaselineEntry[];
}

/**
 * Each entry accepts one finding with its fingerprint: first one in its file, then one that has moved to another file. A
 * second copy of an accepted mistake is therefore new.
 */
export function compareWithBaseline(
	findings: readonly ReportedFinding[],
	baseline: Baseline,
	pathOf: PathInBaseline,
): BaselineComparison {
	const left = new Map<string, BaselineEntry[]>();
	for (const entry of baseline.findings)
		left.set(entry.fingerprint, [
			...(left.get(entry.fingerprint) ?? []),
			entry,
		]);
	const states = findings.map((): "new" | "old" => "new");
	const match = (isMatch: (entry: BaselineEntry, file: string) => boolean) => {
		for (const [index, finding] of findings.entries()) {
			if (states[index] === "old") continue;
			const entries = left.get(finding.fingerprint) ?? [];
			const at = entries.findIndex((one) => isMatch(one, pathOf(finding.file)));
			if (at < 0) continue;
			entries.splice(at, 1);
			states[index] = "old";
		}
	};
	match((entry, file) => entry.file === file);
	match(() => true);
	return { states, gone: [...left.values()].flat() };
}
