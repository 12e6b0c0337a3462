// A release on a path that has not come by an acquire.

import type { Expression } from "#csource/syntax.ts";
import { isKnown } from "../effects/takeover.ts";
import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { calleeName, isAllocation, isFree, isNull } from "../kernel-idioms.ts";
import { pathText, rootVariable } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { valuesOf } from "../unit/values-of.ts";
import { mayBeUnfilled } from "./compare-count.ts";
import type { Observation } from "./observation.ts";
import type { PathState } from "./path-state.ts";
import type { Read } from "./read.ts";
import { identityKey, signsOf, type Value, zero } from "./value.ts";

export function judgeNotCalled(
	context: FunctionContext,
	extent: ReleaseExtent,
	sources: readonly HoldSource[],
	array: string,
	count: Value,
	state: PathState,
	read: Read,
	observe: (observation: Observation) => void,
): void {
	const root = rootVariable(extent.array);
	if (root === null || extent.array.kind !== "identifier") return;
	if (context.origins.get(root) !== "own") return;
	const source = sources.find((one) => isMeantFor(context, one, root));
	if (source === undefined || comesFromElsewhere(context, root, source)) return;
	if (array === "0") return;
	if (!asksLikeAcquire(context, extent, count, source, state, read)) return;
	if (!mayBeUnfilled(context, extent)) return;
	observe({
		kind: "never-held",
		source,
		call: extent.call,
		extent,
		failed: false,
		stale: false,
		state,
		at: extent.call.start,
	});
}

/** The acquire fills this variable. */
function isMeantFor(
	context: FunctionContext,
	source: HoldSource,
	root: string,
): boolean {
	return (
		keptIn(source).some((argument) => {
			const inner = argument.kind === "address" ? argument.operand : argument;
			return inner.kind === "identifier" && inner.name === root;
		}) || isResult(context, source, root)
	);
}

function isResult(
	context: FunctionContext,
	source: HoldSource,
	root: string,
): boolean {
	return (
		source.acquire?.entry.holds === "return" &&
		valuesOf(context.model, root).includes(source.call)
	);
}

/** The arguments through which a call leaves its hold with the caller. */
export function keptIn(source: HoldSource): readonly Expression[] {
	const { acquire, wrapper, call } = source;
	if (acquire !== null) {
		if (acquire.entry.holds === "return") return [];
		const argument = argumentWith(
			acquire.entry.holds,
			acquire.roles,
			call.args,
		);
		return argument === null ? [] : [argument];
	}
	return (wrapper?.keeps.parameters ?? []).flatMap(
		(index) => call.args[index] ?? [],
	);
}

/** The variable also gets pages that are not taken by an acquire: other assignments, other functions that fill it. */
function comesFromElsewhere(
	context: FunctionContext,
	root: string,
	source: HoldSource,
): boolean {
	const { model } = context;
	const isAcquire = (call: Expression): boolean =>
		call.kind === "call" && context.holdSources.has(call.start);
	const values = valuesOf(model, root).some((value) => {
		const name = calleeName(value.kind === "cast" ? value.operand : value);
		return !(
			isNull(value) ||
			isAcquire(value) ||
			(name !== null && isAllocation(name))
		);
	});
	const entries = model.assignments.some(
		({ target, value }) =>
			/^(index|dereference)$/.test(target.kind) &&
			rootVariable(target) === root &&
			!isNull(value),
	);
	const calls = model.calls.some((call) => {
		if (isAcquire(call) || context.releasing.has(call.start)) return false;
		if (!call.args.some((arg) => rootVariable(arg) === root)) return false;
		const name = calleeName(call);
		if (name !== null && (isFree(name) || isKnown(context, name, call)))
			return false;
		return call.start < source.call.start;
	});
	return values || entries || calls;
}

/** As many pages as the acquire would be asked for on this path. */
function asksLikeAcquire(
	context: FunctionContext,
	extent: ReleaseExtent,
	count: Value,
	source: HoldSource,
	state: PathState,
	read: Read,
): boolean {
	if (extent.count === null) return true;
	if (count.kind === "obtained") return false;
	const { acquire, call } = source;
	const argument =
		acquire === null ? null : argumentWith("count", acquire.roles, call.args);
	if (argument !== null) {
		const wanted = identityKey(read(argument, state));
		if (identityKey(count) === wanted) return true;
	}
	const path = pathText(extent.count);
	if (path === null || signsOf(count) === zero) return false;
	// A wrapper: the count is one of its arguments, and the size of the array.
	return (
		acquire === null &&
		call.args.some((arg) => pathText(arg) === path) &&
		isSizeOf(context, path, extent.array)
	);
}

function isSizeOf(
	context: FunctionContext,
	path: string,
	array: Expression,
): boolean {
	const root = rootVariable(array);
	if (root === null) return false;
	return valuesOf(context.model, root).some(
		(value) =>
			value.kind === "call" && value.args.some((arg) => pathText(arg) === path),
	);
}
