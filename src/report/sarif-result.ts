// One finding as a result of a SARIF run (SARIF 2.1.0, section 3.27).

import type {
	CodeFlow,
	Location,
	PhysicalLocation,
	Result,
	ThreadFlowLocation,
} from "sarif";
import { codes } from "#findings/codes.ts";
import type { Confidence, Note } from "#findings/finding.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";

/** A file of the result as a URI reference relative to the top of the repository. */
export type UriOf = (file: string) => string;

/** Name of the base that the URIs are relative to; GitHub takes it for the top of the repository. */
export const sourceRoot = "%SRCROOT%";

/** Section 3.27.25: 0 to 100, how important a result is; here, how sure. */
const ranks: Record<Confidence, number> = {
	certain: 95,
	likely: 75,
	possible: 30,
};

/**
 * What is only possible is for review and therefore has no level (3.27.9, 3.27.10). The fingerprint is given twice: under a
 * name of ours, and under the one that GitHub recognises alerts by.
 */
export function sarifResult(finding: ReportedFinding, uriOf: UriOf): Result {
	const isForReview = finding.confidence === "possible";
	const flow = codeFlow(finding, uriOf);
	return {
		ruleId: finding.code,
		ruleIndex: codes.findIndex(({ code }) => code === finding.code),
		kind: isForReview ? "review" : "fail",
		level: isForReview ? "none" : finding.severity,
		rank: ranks[finding.confidence],
		message: { text: messageOf(finding) },
		locations: [primaryLocation(finding, uriOf)],
		partialFingerprints: {
			"pinfold/v1": finding.fingerprint,
			primaryLocationLineHash: `${finding.fingerprint}:1`,
		},
		...(flow === null ? {} : { codeFlows: [flow] }),
		...(finding.notes.length === 0
			? {}
			: {
					relatedLocations: finding.notes.map((note, index) => ({
						id: index,
						...noteLocation(note, uriOf),
					})),
				}),
		suppressions:
			finding.suppression === null
				? []
				: [
						{
							kind: "inSource",
							justification: finding.suppression.reason,
							location: {
								physicalLocation: place(
									uriOf(finding.file),
									finding.suppression.line,
								),
							},
						},
					],
		...(finding.baseline === null
			? {}
			: { baselineState: finding.baseline === "old" ? "unchanged" : "new" }),
		properties: {
			class: finding.class,
			confidence: finding.confidence,
			configurations: [...finding.configurations],
		},
	};
}

function messageOf(finding: ReportedFinding): string {
	const { message, configurations } = finding;
	return configurations.length === 0
		? message
		: `${message} (only where ${configurations.join(", or ")})`;
}

function primaryLocation(finding: ReportedFinding, uriOf: UriOf): Location {
	return {
		physicalLocation: place(uriOf(finding.file), finding.line, finding.column),
		...(finding.function === ""
			? {}
			: {
					logicalLocations: [{ name: finding.function, kind: "function" }],
				}),
	};
}

/** The notes on the way to the finding, in their order, then the finding; null where there is no way to show. */
function codeFlow(finding: ReportedFinding, uriOf: UriOf): CodeFlow | null {
	const steps = finding.notes.filter((note) => note.aside !== true);
	if (steps.length === 0) return null;
	const locations: ThreadFlowLocation[] = [
		...steps.map((note) => ({ location: noteLocation(note, uriOf) })),
		{
			location: {
				...primaryLocation(finding, uriOf),
				message: { text: finding.message },
			},
		},
	];
	return {
		threadFlows: [
			{
				locations: locations.map((location, index) => ({
					...location,
					executionOrder: index + 1,
				})),
			},
		],
	};
}

function noteLocation(note: Note, uriOf: UriOf): Location {
	return {
		physicalLocation: place(uriOf(note.file), note.line),
		message: { text: note.message },
	};
}

function place(uri: string, line: number, column?: number): PhysicalLocation {
	return {
		artifactLocation: { uri, uriBaseId: sourceRoot },
		region: {
			startLine: line,
			...(column === undefined ? {} : { startColumn: column }),
		},
	};
}
