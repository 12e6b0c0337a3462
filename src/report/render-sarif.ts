// SARIF 2.1.0 (OASIS, 27 March 2020) in the subset that GitHub code scanning and the editors' viewers read.

import type { Log } from "sarif";
import type { CheckResult } from "#findings/check-result.ts";
import { codes } from "#findings/codes.ts";
import { sarifResult, sourceRoot } from "./sarif-result.ts";
import { sarifRules } from "./sarif-rules.ts";

export interface SarifContext {
	/** Path of a file of the result from the top of the repository, forward slashes. */
	readonly pathInRepository: (file: string) => string;
	/** Absolute, ends with a slash: `file:///home/me/linux/`. */
	readonly repositoryUri: string;
	/** Bugs of Pinfold met in the run, in words: they make it an unsuccessful one. */
	readonly failures: readonly string[];
}

/** Ends with a line end. Holds no time and no machine name: the same run in the same place prints the same bytes. */
export function renderSarif(
	result: CheckResult,
	context: SarifContext,
): string {
	const uriOf = (file: string): string =>
		encodePath(context.pathInRepository(file));
	const log: Log = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "Pinfold",
						version: result.tool.version,
						semanticVersion: result.tool.version,
						rules: sarifRules(codes),
					},
				},
				originalUriBaseIds: { [sourceRoot]: { uri: context.repositoryUri } },
				columnKind: "utf16CodeUnits",
				invocations: [
					{
						executionSuccessful: context.failures.length === 0,
						toolExecutionNotifications: context.failures.map((text) => ({
							level: "error",
							message: { text },
						})),
					},
				],
				results: result.findings.map((finding) => sarifResult(finding, uriOf)),
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
}

function encodePath(path: string): string {
	return path.split("/").map(encodeURIComponent).join("/");
}
