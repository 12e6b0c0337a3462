import type { HoldSource } from "../function-context.ts";
import { calleeName, isNull } from "../kernel-idioms.ts";
import { argumentWith } from "../roles.ts";
import type { WrapperOutcome } from "../summaries/function-summary.ts";
import { asksForOne } from "./asks-for-one.ts";
import {
	constant,
	identityKey,
	negative,
	type Part,
	positive,
	signsOf,
	symbol,
	type Value,
	zero,
} from "./value.ts";

/** The ways an acquire can end. */
export function outcomesOf(
	source: HoldSource,
	values: readonly Value[],
): readonly WrapperOutcome[] {
	if (source.wrapper === null) return directOutcomes(source, values);
	return source.wrapper.outcomes
		.map((outcome) => ofCall(outcome, source, values))
		.filter((outcome) => !isPartOfOne(outcome));
}

/** A wrapper's outcome as its caller sees it: the count is of this call's hold, what was asked for is an argument. */
function ofCall(
	outcome: WrapperOutcome,
	source: HoldSource,
	values: readonly Value[],
): WrapperOutcome {
	const { returns } = outcome;
	if (returns?.kind !== "obtained") return outcome;
	const parameter = source.wrapper?.parameters.findIndex(
		(name) => returns.requested === `$${name}`,
	);
	const argument = parameter === undefined ? undefined : values[parameter];
	const requested =
		argument !== undefined
			? identityKey(argument)
			: Number.isNaN(Number(returns.requested))
				? "?"
				: returns.requested;
	return {
		...outcome,
		returns: { ...returns, hold: source.call.start, requested },
	};
}

/** Of one page that is asked for there is no part. */
function isPartOfOne({ returns }: WrapperOutcome): boolean {
	return (
		returns?.kind === "obtained" &&
		returns.part === "partial" &&
		returns.requested === "1"
	);
}

function directOutcomes(
	source: HoldSource,
	values: readonly Value[],
): readonly WrapperOutcome[] {
	const { acquire } = source;
	if (acquire === null) return [];
	const { returns, mayBePartial } = acquire.entry;
	const failed: WrapperOutcome = {
		returns: symbol("errno", negative),
		part: null,
	};
	const requested = values[acquire.roles.indexOf("count")];
	const obtained = (part: Part): WrapperOutcome => ({
		returns: {
			kind: "obtained",
			hold: source.call.start,
			part,
			requested:
				returns === "bytes-or-errno" || requested === undefined
					? "?"
					: identityKey(requested),
		},
		part,
	});
	const some = mayBePartial && !asksForOne(source) ? [obtained("partial")] : [];
	switch (returns) {
		case "count-or-errno":
		case "bytes-or-errno":
			return [failed, ...noneOf(source), ...some, obtained("full")];
		case "count":
			return [{ returns: constant(0), part: null }, ...some, obtained("full")];
		case "errno":
			return [failed, { returns: constant(0), part: "full" }];
		case "bool":
			return [
				{ returns: constant(0), part: null },
				{ returns: constant(1), part: "full" },
			];
		case "page-or-null":
			return [
				{ returns: constant(0), part: null },
				{
					returns: symbol(`page@${source.call.start}`, positive),
					part: "full",
				},
			];
		case "page-or-errptr":
		case "page-null-or-errptr":
		case "pointer-or-errptr":
			return [
				{ returns: { kind: "error-pointer" }, part: null },
				{
					returns: symbol(`page@${source.call.start}`, positive),
					part: "full",
				},
			];
		default:
			return [{ returns: null, part: "full" }];
	}
}

/**
 * A variant that may drop the mmap lock may come back with no page and no error, where the fault has to be tried again
 * (mm/gup.c:__get_user_pages_locked(), v6.12).
 */
function noneOf({ acquire, call }: HoldSource): readonly WrapperOutcome[] {
	const locked =
		acquire === null ? null : argumentWith("locked", acquire.roles, call.args);
	return locked === null || isNull(locked)
		? []
		: [{ returns: constant(0), part: null }];
}

export function describeOutcome(
	source: HoldSource,
	part: Part | null,
	value: Value,
): string {
	const name = calleeName(source.call) ?? "the call";
	const counts = source.acquire?.entry.returns === "count-or-errno";
	if (part === null && counts && signsOf(value) === zero)
		return `${name}() gets no page and tells no error`;
	if (part === null) return `${name}() fails`;
	const counted =
		source.acquire?.entry.mayBePartial === true && !asksForOne(source);
	if (part === "partial") return `${name}() gets only some of the pages`;
	return counted ? `${name}() gets all the pages` : `${name}() succeeds`;
}
