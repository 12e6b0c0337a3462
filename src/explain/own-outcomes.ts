import type { Explanation, Outcome } from "./explanation.ts";

/**
 * What can happen because of this code: a mistake of balance or order, or something that the change mends. The rest is
 * what the kernel does not prevent, whichever call is used.
 */
export function ownOutcomes({
	outcomes,
	afterConversion,
}: Explanation): readonly Outcome[] {
	const staysAfter = ({ name }: Outcome): boolean =>
		afterConversion.length === 0 ||
		afterConversion.some(
			(other) => other.name === name && other.reachable === true,
		);
	return outcomes.filter(
		(outcome) =>
			outcome.reachable === true &&
			(outcome.failure === "F16" ||
				outcome.failure === "F23" ||
				outcome.path !== "as written" ||
				!staysAfter(outcome)),
	);
}
