import type { Confidence } from "#findings/finding.ts";

/** The surer, the lower. */
export function rankOf(confidence: Confidence): number {
	return confidence === "certain" ? 0 : confidence === "likely" ? 1 : 2;
}
