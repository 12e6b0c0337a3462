import type { CheckResult } from "#findings/check-result.ts";
import type { RenderContext } from "./render-context.ts";
import { renderFinding } from "./render-finding.ts";
import { renderSummary } from "./render-summary.ts";

/** The findings, an empty line after each, then the summary. */
export function renderText(
	result: CheckResult,
	context: RenderContext,
): string {
	return [
		...result.findings.map((finding) => `${renderFinding(finding, context)}\n`),
		renderSummary(result, context.showPath),
	].join("");
}
