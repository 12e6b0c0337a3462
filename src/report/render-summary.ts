// What a run saw, in a few lines. No time in it: two runs on the same files print the same bytes.

import type { CheckResult, CheckStats } from "#findings/check-result.ts";
import { isOpen, type ReportedFinding } from "#findings/reported-finding.ts";
import type { PinCase, Site } from "#findings/site.ts";
import { alignColumns } from "./align-columns.ts";
import { clipText } from "./clip.ts";
import { pinCases } from "./pin-cases.ts";

const caseOrder: readonly PinCase[] = [1, 2, 3, 4, 5, 0];

export function renderSummary(
	result: CheckResult,
	showPath: (file: string) => string,
): string {
	const { sites, findings, stats } = result;
	const files = new Set(sites.map((site) => site.file)).size;
	const siteLines =
		sites.length === 0
			? "no call that takes hold of user pages found\n"
			: `${count(sites.length, "site")} in ${count(files, "file")}\n${renderCases(sites)}`;
	return [
		siteLines,
		`${countFindings(findings)}${renderHidden(stats)}\n`,
		renderDecisions(stats),
		`${count(stats.filesSearched, "file")} searched, ${stats.filesParsed} read, ${count(stats.functions, "function")} analysed\n`,
		renderSkipped(stats),
		renderDamaged(result, showPath),
	].join("");
}

function renderCases(sites: readonly Site[]): string {
	const rows = caseOrder.flatMap((number) => {
		const total = sites.filter((site) => site.case === number).length;
		const name = number === 0 ? "no case" : `case ${number}`;
		return total === 0
			? []
			: [[`  ${String(total).padStart(4)}`, name, pinCases[number]]];
	});
	return alignColumns(rows);
}

/** Those that nobody has allowed or accepted. */
function countFindings(findings: readonly ReportedFinding[]): string {
	const open = findings.filter(isOpen);
	if (open.length === 0) return "no finding";
	const parts = (["error", "warning", "note"] as const).flatMap((severity) => {
		const total = open.filter((one) => one.severity === severity).length;
		return total === 0 ? [] : [count(total, severity)];
	});
	return `${count(open.length, "finding")}: ${parts.join(", ")}`;
}

/** What comments, baseline and change have kept out of that number. */
function renderDecisions(stats: CheckStats): string {
	const { suppressedFindings, baseline, findingsOutsideDiff } = stats;
	return [
		findingsOutsideDiff === null
			? ""
			: `${findingsOutsideDiff} more in the files of the change that it has no part in\n`,
		baseline === null
			? ""
			: `baseline: ${baseline.new} new, ${baseline.old} old, ${baseline.gone} gone\n`,
		suppressedFindings === 0
			? ""
			: `${count(suppressedFindings, "finding")} allowed by comments (--all lists them)\n`,
	].join("");
}

function renderHidden({ hiddenFindings }: CheckStats): string {
	return hiddenFindings === 0
		? ""
		: ` (${hiddenFindings} more that ${hiddenFindings === 1 ? "is" : "are"} only possible: --all)`;
}

function renderSkipped({ skipped }: CheckStats): string {
	const parts = Object.entries(skipped).map(
		([reason, total]) => `${total} ${reason}`,
	);
	return parts.length === 0 ? "" : `not looked at: ${parts.join(", ")}\n`;
}

/** Names the damaged functions that have a site; the others are counted. */
function renderDamaged(
	{ sites, stats }: CheckResult,
	showPath: (file: string) => string,
): string {
	if (stats.damagedFunctions === 0) return "";
	const named = new Set(
		sites
			.filter((site) => site.damage.length > 0)
			.map((site) => {
				const [first] = site.damage;
				return `  ${showPath(site.file)}:${first?.line ?? site.line}: ${site.function}(): ${clipText(first?.text ?? "damaged")}\n`;
			}),
	);
	return `${count(stats.damagedFunctions, "damaged function")}, analysed as far as possible\n${[...named].join("")}`;
}

function count(total: number, noun: string): string {
	return `${total} ${noun}${total === 1 ? "" : "s"}`;
}
