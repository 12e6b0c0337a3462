// Makes the data of the inventory page of the result of a run.

import type { CheckResult } from "#findings/check-result.ts";
import { findCode } from "#findings/codes.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import { pinCases } from "../pin-cases.ts";
import { type ExcerptPlace, excerptsOf } from "./excerpts-of.ts";
import type {
	InventoryFinding,
	InventoryPage,
	InventorySite,
} from "./inventory-page.ts";

export interface InventoryContext {
	readonly title: string;
	readonly command: string;
	readonly sourceLine: LineReader;
}

export function inventoryOf(
	{ tool, kernel, sites, findings, stats }: CheckResult,
	{ title, command, sourceLine }: InventoryContext,
): InventoryPage {
	const codes = [...new Set(findings.map(({ code }) => code))].sort();
	return {
		title,
		kernel,
		command,
		version: tool.version,
		sites: sites.map(siteOnPage),
		findings: findings.map(findingOnPage),
		cases: pinCases,
		codes: Object.fromEntries(
			codes.map((code) => [code, findCode(code)?.title ?? ""]),
		),
		excerpts: excerptsOf(placesOf(sites, findings), sourceLine),
		stats: {
			filesSearched: stats.filesSearched,
			filesParsed: stats.filesParsed,
			functions: stats.functions,
			hiddenFindings: stats.hiddenFindings,
		},
	};
}

function siteOnPage(site: Site): InventorySite {
	return {
		id: site.id,
		file: site.file,
		function: site.function,
		line: site.line,
		api: site.api,
		kind: site.kind,
		flags: site.flags,
		case: site.case,
		caseEvidence: site.caseEvidence,
		access: site.access,
		lifetime: site.lifetime,
		configurations: site.configurations,
		releases: site.releases,
		dirties: site.dirties,
		ownership: site.ownership,
		damage: site.damage,
	};
}

function findingOnPage(finding: ReportedFinding): InventoryFinding {
	return {
		code: finding.code,
		class: finding.class,
		severity: finding.severity,
		confidence: finding.confidence,
		file: finding.file,
		function: finding.function,
		line: finding.line,
		message: finding.message,
		notes: finding.notes,
		site: finding.site,
		configurations: finding.configurations,
		suppression: finding.suppression,
		fingerprint: finding.fingerprint,
	};
}

/** More around what somebody has to act on, the line alone for what is only mentioned. */
function placesOf(
	sites: readonly Site[],
	findings: readonly ReportedFinding[],
): ExcerptPlace[] {
	const mentioned = sites.flatMap(
		({ caseEvidence, releases, dirties, ownership, damage }) => [
			...caseEvidence,
			...releases,
			...dirties,
			...ownership,
			...damage,
		],
	);
	return [
		...sites.map(({ file, line }) => ({ file, line, around: 2 })),
		...findings.map(({ file, line }) => ({ file, line, around: 4 })),
		...findings
			.flatMap(({ notes }) => notes)
			.map(({ file, line }) => ({ file, line, around: 1 })),
		...mentioned.map(({ file, line }) => ({ file, line, around: 0 })),
	];
}
