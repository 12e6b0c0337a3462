// What comes of one finding, in a line.

import { findCode } from "#findings/codes.ts";
import type { Finding } from "#findings/finding.ts";
import { type ExplainRequest, explainSite } from "./explain-site.ts";
import type { Explanation, Outcome } from "./explanation.ts";
import { isMatterOfOrder } from "./lives-of-findings.ts";
import { ownOutcomes } from "./own-outcomes.ts";

/** Null where nothing comes of it that the model can show. */
export function consequenceOf(
	finding: Finding,
	request: Omit<ExplainRequest, "findings">,
): string | null {
	if (!isMatterOfOrder(finding.code)) return spokenConsequence(finding);
	const explanation = explainSite({
		...request,
		findings: [finding],
		atLength: false,
	});
	const outcome = outcomeFor(explanation, finding);
	return outcome === null ? null : lineOf(outcome);
}

/** On its own path if it has one; else what the change would mend. */
function outcomeFor(
	explanation: Explanation,
	finding: Finding,
): Outcome | null {
	const own = ownOutcomes(explanation);
	const beside = own.filter(({ path }) => path !== "as written");
	const onPath = beside.find((one) => one.finding === finding.code);
	const usual = own.filter(({ path }) => path === "as written");
	return onPath ?? usual[0] ?? null;
}

/** `the page is never freed (F16, 8 steps with app): memory disappears …` */
function lineOf({ name, failure, steps, consequence }: Outcome): string {
	const others = [...new Set(steps.map(({ actor }) => actor))].filter(
		(actor) => actor !== "driver",
	);
	const beside = others.length === 0 ? "" : ` beside ${others.join(" and ")}`;
	return `${name} (${failure}, in ${steps.length} steps${beside}): ${consequence}`;
}

/** The sentence of the code's own page that says what the kernel does then. */
function spokenConsequence(finding: Finding): string | null {
	const [, then = ""] = findCode(finding.code)?.explanation.split("\n\n") ?? [];
	const [sentence = ""] = then.split(/(?<=\.)\s+(?=[A-Z])/);
	const text = sentence.replace(/\.$/, "");
	return text === "" ? null : text.charAt(0).toLowerCase() + text.slice(1);
}
