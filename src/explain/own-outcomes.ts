// Which outcomes are this code's doing, and in which order they are told.

import type { Finding } from "#findings/finding.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import type { Explanation, Outcome } from "./explanation.ts";

type Outcomes = Pick<Explanation, "outcomes" | "afterConversion">;

/**
 * What can happen because of this code: a mistake of balance or order, or something that the change mends. The rest is
 * what the kernel does not prevent, whichever call is used.
 */
export function ownOutcomes({
	outcomes,
	afterConversion,
}: Outcomes): readonly Outcome[] {
	const staysAfter = ({ name }: Outcome): boolean =>
		afterConversion.length === 0 ||
		afterConversion.some(
			(other) => other.name === name && other.reachable === true,
		);
	return outcomes.filter(
		(outcome) =>
			outcome.reachable === true &&
			(isMistake(outcome) || !staysAfter(outcome)),
	);
}

/** No kernel prevents it, and it is the driver's all the same. */
export function isMistake({ failure, path }: Outcome): boolean {
	return failure === "F16" || failure === "F23" || path !== "as written";
}

/** The failures that a finding is about. */
const typicalOf: Readonly<Record<string, readonly FailureId[]>> = {
	PF301: ["F4"],
	PF302: ["F18"],
	PF303: ["F4"],
	PF401: ["F1'", "F11", "F1"],
	PF402: ["F17", "F9"],
	PF403: ["F11"],
	PF601: ["F23"],
	PF603: ["F23"],
};

export function typicalFailures(
	findings: readonly Finding[],
): readonly FailureId[] {
	return findings.flatMap(({ code }) => typicalOf[code] ?? []);
}

/** This code's own first, what its findings are about before the rest; then what the kernel leaves open, then the others. */
export function inOrderOfTelling(
	explored: Outcomes,
	findings: readonly Finding[],
): readonly Outcome[] {
	const own = ownOutcomes(explored);
	const typical = typicalFailures(findings);
	const rank = (outcome: Outcome): number => {
		if (!own.includes(outcome)) return outcome.reachable === true ? 200 : 300;
		if (isMistake(outcome)) return 0;
		const place = typical.indexOf(outcome.failure);
		return place < 0 ? 100 : 1 + place;
	};
	return [...explored.outcomes].sort((a, b) => rank(a) - rank(b));
}
