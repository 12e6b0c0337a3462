// Numbers whose names nothing asks for.

import type { FunctionContext } from "../function-context.ts";
import { pathText } from "../place.ts";
import { argumentWith } from "../roles.ts";
import type { PathState } from "./path-state.ts";
import { anySign, isFailure, type Value } from "./value.ts";

export function askedNames(context: FunctionContext): ReadonlySet<string> {
	const names = new Set<string>();
	for (const { acquire, call } of context.holdSources.values()) {
		const count =
			acquire === null ? null : argumentWith("count", acquire.roles, call.args);
		const path = count === null ? null : pathText(count);
		if (path !== null) names.add(path);
	}
	return names;
}

/**
 * An unknown number that no other variable and no hold shares is just unknown: it loses its name, so that paths that
 * differ only in where the number came from can meet.
 */
export function forgetNames(
	state: PathState,
	asked: ReadonlySet<string>,
): PathState {
	// Most states have no such number: nothing to count.
	if (!hasOtherNames(state)) return state;
	const uses = new Map<string, number>();
	const count = (name: string): void => {
		uses.set(name, (uses.get(name) ?? 0) + 1);
	};
	for (const value of state.env.values()) {
		if (value.kind === "symbol") count(value.name);
		else if (value.kind === "obtained") count(value.requested.slice(1));
	}
	for (const hold of state.holds.values()) {
		if (hold.passedTo !== null) count(hold.passedTo.token);
		if (hold.mapped !== null) count(hold.mapped);
		if (hold.joined !== null) count(hold.joined.result);
		for (const key of [hold.requested, hold.array])
			if (key !== null) for (const name of namesIn(key)) count(name);
	}
	for (const [key, spent] of state.spent)
		for (const name of [...namesIn(key), ...namesIn(spent.count)]) count(name);
	let env: Map<string, Value> | null = null;
	for (const [path, value] of state.env) {
		if (value.kind !== "symbol" || value.name === path || isFailure(value))
			continue;
		if (isNamedConstant(value.name)) continue;
		if ((uses.get(value.name) ?? 0) > 1 || uses.has(path)) continue;
		// A copy of what an acquire is asked for, where that is still what it was.
		if (asked.has(value.name) && !state.env.has(value.name)) continue;
		env ??= new Map(state.env);
		if (value.signs === anySign) env.delete(path);
		else env.set(path, { ...value, name: path });
	}
	return env === null ? state : { ...state, env };
}

/** Some variable is the same unknown number as something else. */
function hasOtherNames({ env }: PathState): boolean {
	for (const [path, value] of env)
		if (value.kind === "symbol" && value.name !== path && !isFailure(value))
			return true;
	return false;
}

/** A constant of the preprocessor or of an enum, by convention in capitals. */
function isNamedConstant(name: string): boolean {
	return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** The symbols that an identity is made of. */
function namesIn(key: string): readonly string[] {
	const own = key.startsWith("$") ? [key.slice(1)] : [];
	return [...own, ...(key.match(/[^$[\]]+/g) ?? [])];
}
