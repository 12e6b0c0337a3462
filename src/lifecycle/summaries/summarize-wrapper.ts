// A function that comes back with a hold is an acquire by itself: what its callers need to know of it.

import {
	type FunctionContext,
	type HoldSource,
	reachesResult,
} from "../function-context.ts";
import type { PathResult, ReturnState } from "../paths/observation.ts";
import {
	isErrorValue,
	narrow,
	negative,
	type Part,
	positive,
	signsOf,
	symbol,
	type Value,
	valueKey,
	zero,
} from "../paths/value.ts";
import { isCarrier, variablePlace } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { filledParameter } from "./filled-parameter.ts";
import type { WrapperOutcome, WrapperSummary } from "./function-summary.ts";

/** More ways to come back than this are taken together: callers then know less (may miss findings). */
const outcomeLimit = 12;

/** null where no hold survives the function. */
export function summarizeWrapper(
	context: FunctionContext,
	result: PathResult,
): WrapperSummary | null {
	const { model } = context;
	const sources = [...context.holdSources.values()].filter((source) =>
		result.returns.some((end) => survives(end, source)),
	);
	if (sources.length === 0) return null;
	const places = new Set(sources.flatMap((source) => [...source.places]));
	const parameters = model.parameters.flatMap((name, index) => {
		const type = model.types.get(name);
		const reached = places.has(variablePlace(model, name));
		return reached && type !== undefined && isCarrier(type) ? [index] : [];
	});
	const shared = [...places].filter((place) => /^[fg]:/.test(place));
	const keepsResult = reachesResult(model, places);
	const acquires = [...new Set(sources.flatMap((source) => source.acquires))];
	const object = filledParameter(context, model, acquires, shared);
	// What only objects known elsewhere keep is no longer the matter of the callers.
	if (parameters.length === 0 && !keepsResult && object === null) return null;
	const outcomes = outcomesOf(model, result, sources);
	const isOnlyInObject = parameters.length === 0 && !keepsResult;
	return {
		functionName: model.key,
		parameters: model.parameters,
		acquires,
		// Some of the pages in an object that is told of none: the function's own mistake, told there.
		outcomes: isOnlyInObject
			? outcomes.map((one) =>
					one.part === "partial" ? { ...one, part: null } : one,
				)
			: outcomes,
		keeps: { parameters, result: keepsResult, shared, object },
	};
}

function survives(end: ReturnState, source: HoldSource): boolean {
	const hold = end.state.holds.get(source.call.start);
	return (
		hold !== undefined &&
		(hold.status === "stored" || hold.status === "returned")
	);
}

/** How much of what was asked for the caller has when the function ends so. */
function partAt(end: ReturnState, sources: readonly HoldSource[]): Part | null {
	const parts = sources.flatMap((source): Part[] => {
		const hold = end.state.holds.get(source.call.start);
		return hold !== undefined && survives(end, source) ? [hold.part] : [];
	});
	return parts.includes("full") ? "full" : (parts[0] ?? null);
}

function outcomesOf(
	model: FunctionModel,
	result: PathResult,
	sources: readonly HoldSource[],
): readonly WrapperOutcome[] {
	const outcomes = new Map<string, WrapperOutcome>();
	const ends = result.returns.map((end) => ({
		end,
		part: partAt(end, sources),
	}));
	const isSeen = ends.some(
		({ end, part }) => part !== null && !end.state.coarse,
	);
	for (const { end, part } of ends) {
		// What a path that lost its way comes back with may not be what it comes back with.
		if (isSeen && part !== null && end.state.coarse) continue;
		const returns = end.value === null ? null : abstracted(end.value);
		outcomes.set(`${returns === null ? "" : valueKey(returns)}:${part}`, {
			returns,
			part,
		});
	}
	// A failure that leaves a hold behind is the function's own mistake: its callers are not blamed for it.
	const all = [...outcomes.values()]
		.filter(({ returns, part }) => part === null || !isErrorValue(returns))
		.map((outcome, _index, every) =>
			successful(outcome, every, model.syntax.returnType.pointers > 0),
		);
	if (all.length <= outcomeLimit) return all;
	const merged = new Map(
		all.map(({ part }) => [String(part), { returns: null, part }]),
	);
	return [...merged.values()];
}

/**
 * Where a function fails with an errno and holds nothing then, an unknown result with a hold is taken as no errno.
 * So is one
 * with a hold where a pointer is NULL without one. Errs: may miss that its callers cannot tell the two apart.
 */
function successful(
	outcome: WrapperOutcome,
	all: readonly WrapperOutcome[],
	isPointer: boolean,
): WrapperOutcome {
	const { returns, part } = outcome;
	if (part === null || returns?.kind !== "symbol") return outcome;
	const isNullEmpty = all.some(
		(other) => other.part === null && other.returns?.kind === "constant",
	);
	if (isPointer && isNullEmpty && returns.signs !== zero)
		return { returns: narrow(returns, positive), part };
	const failsEmpty = all.some(
		(other) => other.part === null && isErrorValue(other.returns),
	);
	if (!failsEmpty || returns.signs === negative) return outcome;
	return { returns: narrow(returns, zero | positive), part };
}

/** Values that only mean something inside the function lose their names. */
function abstracted(value: Value): Value {
	if (value.kind !== "symbol") return value;
	if (signsOf(value) === negative) return symbol("errno", negative);
	return symbol("result", value.signs);
}
