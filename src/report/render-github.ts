// Workflow commands of GitHub Actions: each finding becomes an annotation of its line.
//
// Source   https://docs.github.com/actions/reference/workflow-commands-for-github-actions, "Setting an error message"; the
//          escapes are those of actions/toolkit, packages/core/src/command.ts.

import type { CheckResult } from "#findings/check-result.ts";
import type { Severity } from "#findings/finding.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import { renderSummary } from "./render-summary.ts";

const commands: Record<Severity, string> = {
	error: "error",
	warning: "warning",
	note: "notice",
};

/** One line for each finding, then the summary for whoever reads the log. showPath: from the top of the repository. */
export function renderGithub(
	result: CheckResult,
	showPath: (file: string) => string,
): string {
	return [
		...result.findings.map((finding) => annotation(finding, showPath)),
		renderSummary(result, showPath),
	].join("");
}

function annotation(
	finding: ReportedFinding,
	showPath: (file: string) => string,
): string {
	const properties = [
		`file=${escapeProperty(showPath(finding.file))}`,
		`line=${finding.line}`,
		`col=${finding.column}`,
		`title=${escapeProperty(`${finding.code} in ${finding.function || finding.file}`)}`,
	];
	const lines = [
		finding.message,
		...finding.notes.map(
			(note) => `${showPath(note.file)}:${note.line}: ${note.message}`,
		),
		...(finding.configurations.length === 0
			? []
			: [`only where ${finding.configurations.join(", or ")}`]),
	];
	return `::${commands[finding.severity]} ${properties.join(",")}::${escapeData(lines.join("\n"))}\n`;
}

function escapeData(text: string): string {
	return text
		.replaceAll("%", "%25")
		.replaceAll("\r", "%0D")
		.replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
