// Functions that let go of what they are given where they fail, and never where they succeed: their caller has to know
// which, or it releases a second time, or not at all.
//
// Every way through the function is followed, with a mark where it makes a call that releases. Functions whose result does
// not tell failure from success are left out, and so are those that take pages themselves.

import { isSigned } from "#csource/integer-type.ts";
import { contextOf, type UnitContext } from "../function-context.ts";
import { calleeName } from "../kernel-idioms.ts";
import { analyzePaths } from "../paths/analyze-paths.ts";
import { releaseMark } from "../paths/path-state.ts";
import { negative, signsOf, type Value } from "../paths/value.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import type { FailingRelease } from "./function-summary.ts";

/** Says it of a function by its key: null where it is no such function. Each is followed when it is first asked for. */
export function failingReleasesOf(
	context: UnitContext,
): (key: string) => FailingRelease | null {
	const known = new Map<string, FailingRelease | null>();
	const acquiring = new Set(
		context.graph.acquires.map(({ model }) => model.key),
	);
	const find = (key: string): FailingRelease | null => {
		const model = context.unit.functions.get(key);
		const summary = context.releases.get(key);
		if (model === undefined || summary === undefined) return null;
		if (summary.parameters.size + summary.shared.size === 0) return null;
		if (acquiring.has(key) || !tellsFailure(model)) return null;
		return howItReleases(context, model);
	};
	return (key) => {
		let how = known.get(key);
		if (how === undefined) {
			how = find(key);
			known.set(key, how);
		}
		return how;
	};
}

function tellsFailure({ syntax }: FunctionModel): boolean {
	const { returnType } = syntax;
	return returnType.pointers > 0 || isSigned(returnType);
}

function howItReleases(
	context: UnitContext,
	model: FunctionModel,
): FailingRelease | null {
	const marks = releasingCallsOf(context, model);
	const inner = { ...contextOf(context, model), marks };
	const { returns, complete } = analyzePaths(inner);
	if (!complete || returns.some(({ state }) => state.coarse)) return null;
	const isPointer = model.syntax.returnType.pointers > 0;
	const marked = returns.filter(({ state }) => state.spent.has(releaseMark));
	if (marked.length === 0 || marked.length === returns.length) return null;
	if (!marked.every(({ value }) => isFailing(value, isPointer))) return null;
	const failing = returns.filter(({ value }) => isFailing(value, isPointer));
	return {
		always: failing.length === marked.length,
		returnsZero: returns.every(
			({ value }) =>
				isFailing(value, isPointer) ||
				(value?.kind === "constant" && value.value === 0),
		),
	};
}

function isFailing(value: Value | null, isPointer: boolean): boolean {
	if (value === null) return false;
	if (value.kind === "error-pointer") return true;
	if (isPointer) return value.kind === "constant" && value.value === 0;
	return signsOf(value) === negative;
}

/** Offsets of the calls that release, themselves or in a function of the unit. */
function releasingCallsOf(
	context: UnitContext,
	model: FunctionModel,
): ReadonlySet<number> {
	const own = context.graph.releases.flatMap((release) =>
		release.model === model ? [release.call.start] : [],
	);
	const through = model.calls.flatMap((call) => {
		const summary = context.releases.get(
			context.unit.resolve(calleeName(call) ?? ""),
		);
		return summary !== undefined &&
			summary.parameters.size + summary.shared.size > 0
			? [call.start]
			: [];
	});
	return new Set([...own, ...through]);
}
