// Whether a function that has the pages of a site could let them go, itself or through what it calls.

import type { Expression } from "#csource/syntax.ts";
import { isKnown } from "../effects/takeover.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import {
	calleeName,
	freesTable,
	isComputation,
	isFree,
	isTransparent,
} from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import { calleesOf } from "../summaries/release-summaries.ts";
import type { FunctionModel } from "../unit/function-model.ts";

/** A release in the function or below it, of these pages or of any that it is given. */
export function releasesSome(
	{ graph, releases }: UnitContext,
	{ reach }: FollowedSite,
	model: FunctionModel,
): boolean {
	const summary = releases.get(model.key);
	return (
		graph.releases.some((release) => release.model === model) ||
		(summary?.parameters.size ?? 0) > 0 ||
		[...(summary?.shared ?? [])].some((place) => reach.places.has(place))
	);
}

/**
 * A function that is not read gets the object of one of the variables, or the pages of the site, and is not known to leave pages
 * alone. Errs: a function of the unit is taken to do what its summary says.
 */
export function givesToStranger(
	context: UnitContext,
	{ reach }: FollowedSite,
	model: FunctionModel,
	variables: ReadonlySet<string>,
): boolean {
	const { unit, graph } = context;
	const isGiven = (arg: Expression): boolean =>
		(isWhole(arg) && variables.has(rootVariable(arg) ?? "")) ||
		graph.sources(model, arg).some((place) => reach.places.has(place));
	return model.calls.some(
		(call) =>
			call.args.some(isGiven) &&
			calleesOf(unit, call).length === 0 &&
			!isHarmless(context, model, call),
	);
}

/** The object, not what is in a field of it. */
function isWhole(arg: Expression): boolean {
	if (arg.kind === "cast") return isWhole(arg.operand);
	return arg.kind === "identifier" || arg.kind === "address";
}

/** Loops over entries, and what takes an object out of a list (include/linux/list.h, v6.12). */
const iterator = /^(for_each_|h?l?list_(for_each|del))/;

function isHarmless(
	context: UnitContext,
	model: FunctionModel,
	call: CallExpression,
): boolean {
	const written = calleeName(call);
	if (written === null) return false;
	const name = context.unit.resolve(written);
	return (
		isFree(name) ||
		iterator.test(name) ||
		freesTable(name) ||
		isTransparent(name) ||
		isComputation(name) ||
		isKnown({ ...context, model }, name, call)
	);
}
