import type { CheckResult } from "#findings/check-result.ts";

/** Schema 1, indented by two spaces, one line end at the end. */
export function renderJson(result: CheckResult): string {
	return `${JSON.stringify(result, null, 2)}\n`;
}
