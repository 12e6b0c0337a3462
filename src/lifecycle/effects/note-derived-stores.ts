// A call of the catalogue puts one of its arguments into another.

import type { FunctionContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { arrayKey } from "../paths/array-key.ts";
import { type PathState, withHold } from "../paths/path-state.ts";
import { noteStore } from "./note-store.ts";

/** `sg_set_page(sg, page, …)`: an argument is stored in another. */
export function noteDerivedStores(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (name === null) return state;
	let after = state;
	for (const { from, to } of context.vocabulary.derivations(name)) {
		const value = typeof from === "number" ? call.args[from] : undefined;
		const target = typeof to === "number" ? call.args[to] : undefined;
		if (value === undefined || target === undefined) continue;
		after = noteStore(
			context,
			after,
			target,
			value,
			{ kind: "error-pointer" },
			"fill",
		);
		after = noteTable(state, after, arrayKey(context, state, target));
		after = noteSecondKeeper(state, after, `@${call.start}`);
		after = noteJoined(state, after, `@${call.start}`);
	}
	return after;
}

/** What a call put elsewhere as well is there unless the call fails: the symbol of this name stands for its result. */
function noteSecondKeeper(
	before: PathState,
	state: PathState,
	result: string,
): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (hold.keptTwice && before.holds.get(hold.acquire)?.keptTwice === false)
			after = withHold(after, { ...hold, mapped: result });
	return after;
}

/** The same of an owner in this function's memory. */
function noteJoined(
	before: PathState,
	state: PathState,
	result: string,
): PathState {
	let after = state;
	for (const hold of state.holds.values()) {
		const known = before.holds.get(hold.acquire)?.owners ?? hold.owners;
		const [owner, ...others] = [...hold.owners].filter(
			(name) => !known.has(name),
		);
		if (owner !== undefined && others.length === 0)
			after = withHold(after, { ...hold, joined: { owner, result } });
	}
	return after;
}

/** What was only held before, and is kept in the table now. */
function noteTable(
	before: PathState,
	state: PathState,
	table: string | null,
): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (
			hold.status === "stored" &&
			before.holds.get(hold.acquire)?.status === "held"
		)
			after = withHold(after, { ...hold, table });
	return after;
}

/** `sg_free_table(table)`: pages that nothing else in shared memory keeps are this function's alone again. */
export function noteTableFreed(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
): PathState {
	const [argument] = call.args;
	const table =
		argument === undefined ? null : arrayKey(context, state, argument);
	let after = state;
	for (const hold of state.holds.values())
		if (hold.status === "stored" && table !== null && hold.table === table)
			after = withHold(after, { ...hold, status: "held", table: null });
	return after;
}
