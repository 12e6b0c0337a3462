// What a call does to the holds of a path, apart from taking new ones.

import { noteTableFreed } from "../effects/note-derived-stores.ts";
import { noteFree } from "../effects/note-free.ts";
import { notePass } from "../effects/note-pass.ts";
import { isKnown } from "../effects/takeover.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { freesTable, isFree, isPreparation } from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import { arrayKey } from "./array-key.ts";
import { errorPointerResult } from "./error-pointers.ts";
import type { Evaluated } from "./evaluated.ts";
import { forgetOutputs } from "./forget-outputs.ts";
import { judgeRelease } from "./judge-release.ts";
import type { Observe } from "./observation.ts";
import {
	type PathState,
	releaseMark,
	unspend,
	withHold,
	withSpent,
} from "./path-state.ts";
import type { Read } from "./read.ts";
import { letsGoOf } from "./released-on-path.ts";
import { isRequest, untestedPartials } from "./untested-partials.ts";
import { negative, signsOf, symbol, truthOf, type Value } from "./value.ts";

/** A call as it is met on one path. */
export interface CallOnPath {
	readonly call: CallExpression;
	/** The function that is called, by its resolved name; null where it is not known. */
	readonly name: string | null;
	/** What its arguments are. */
	readonly values: readonly Value[];
	/** Whether it lets go of what it may release: a function that releases where it fails may have succeeded. */
	readonly lets: boolean;
	readonly read: Read;
	readonly observe: Observe;
}

export function callEffects(
	context: FunctionContext,
	met: CallOnPath,
	state: PathState,
): Evaluated {
	const { call, name, values, lets, read, observe } = met;
	let after = forgetOutputs(state, call);
	const pointer = values[0] ?? symbol(`@${call.start}`);
	const value = errorPointerResult(name, pointer, call.start);
	if (value !== null) return { state: after, value };
	if (context.marks?.has(call.start) === true)
		after = withSpent(after, releaseMark, {
			at: call.start,
			count: "?",
			paths: [],
		});
	const released = lets ? context.releasing.get(call.start) : undefined;
	const extent = lets ? context.extents.calls.get(call.start) : undefined;
	if (extent !== undefined) {
		// It is known to have got as far as its release.
		const surely = context.failing(name ?? "")?.always === true;
		const told = surely ? { ...extent, guards: [] } : extent;
		after = judgeRelease(context, told, after, read, observe);
	}
	if (released !== undefined) {
		observeCount(context, met, released, after);
		for (const source of released) {
			if (!letsGoOf(context, call, source, after, read)) continue;
			observeKept(source, call, after, observe);
			after = release(after, source, call);
		}
	} else if (name !== null && isFree(name)) {
		const [freed] = call.args;
		const array = freed === undefined ? null : arrayKey(context, after, freed);
		after = noteFree(context, after, call, array);
	} else if (name !== null && freesTable(name)) {
		after = noteTableFreed(context, after, call);
	} else {
		observePartial(context, met, after);
		after = notePass(context, after, call, name);
		const releases = name !== null && context.vocabulary.release(name) !== null;
		if (name === null || !(releases || isKnown(context, name, call)))
			for (const arg of call.args)
				after = unspend(after, rootVariable(arg) ?? "");
	}
	return { state: after, value: symbol(`@${call.start}`) };
}

/** The hold was given to a function elsewhere and is released here: that function has not taken it over. */
function observeKept(
	source: HoldSource,
	call: CallExpression,
	state: PathState,
	observe: Observe,
): void {
	const hold = state.holds.get(source.call.start);
	if (hold?.passedTo == null || !/^(held|stored)$/.test(hold.status)) return;
	const { to, tested, manner } = hold.passedTo;
	if (tested || manner !== "given") return;
	observe({ kind: "kept-after-pass", source, to, state, at: call.start });
}

function release(
	state: PathState,
	source: HoldSource,
	call: CallExpression,
): PathState {
	const hold = state.holds.get(source.call.start);
	if (hold === undefined || hold.status === "failed") return state;
	if (hold.status === "released") {
		if (hold.shortAt === null || hold.shortAt === call.start) return state;
		return withHold(state, { ...hold, shortAt: null });
	}
	return withHold(state, {
		...hold,
		status: "released",
		joined: null,
		releasedAt: call.start,
		releasedStored: hold.status === "stored",
	});
}

function observeCount(
	context: FunctionContext,
	met: CallOnPath,
	sources: readonly HoldSource[],
	state: PathState,
): void {
	const { call, name, observe } = met;
	if (name === null) return;
	const value = countGiven(context, met, name, state);
	const [source] = sources;
	if (value === undefined || source === undefined) return;
	if (value.kind === "wrapped" || signsOf(value) === negative)
		observe({
			kind: "errno-as-count",
			source,
			call,
			api: name,
			value,
			state,
			at: call.start,
		});
}

/** `use(pages, want)` where only some of them were got. */
function observePartial(
	context: FunctionContext,
	{ call, name, values, observe }: CallOnPath,
	state: PathState,
): void {
	if (name !== null && isPreparation(name)) return;
	for (const { hold, source } of untestedPartials(context, state)) {
		const given = call.args.some(
			(arg) => arrayKey(context, state, arg) === hold.array,
		);
		if (!given || !values.some((value) => isRequest(hold, value))) continue;
		observe({
			kind: "partial-as-full",
			source,
			hold,
			isTold: false,
			state,
			at: call.start,
		});
	}
}

/** How many pages a release is told to let go of: by the argument of the catalogue, or by that of a helper of the unit. */
function countGiven(
	context: FunctionContext,
	{ call, values, read }: CallOnPath,
	name: string,
	state: PathState,
): Value | undefined {
	const entry = context.vocabulary.release(name);
	if (entry !== null) {
		const roles = context.vocabulary.roles(entry, call.args.length);
		return values[roles.indexOf("count")];
	}
	const extent = context.extents.calls.get(call.start);
	if (extent === undefined || extent.count === null) return undefined;
	if (!extent.negativeIsHuge) return undefined;
	// Whether the helper gets as far as the release is not known.
	if (extent.guards.some((guard) => truthOf(read(guard, state)) !== true))
		return undefined;
	return read(extent.count, state);
}
