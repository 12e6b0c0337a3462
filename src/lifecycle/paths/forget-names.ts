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
	const numbers = numbersOfOthers(state);
	if (numbers.length === 0) return state;
	const uses = usesIn(state, numbers);
	let env: Map<string, Value> | null = null;
	for (const { path, value } of numbers) {
		if ((uses.get(value.name) ?? 0) > 1 || (uses.get(path) ?? 0) > 0) continue;
		// A copy of what an acquire is asked for, where that is still what it was.
		if (asked.has(value.name) && !state.env.has(value.name)) continue;
		env ??= new Map(state.env);
		if (value.signs === anySign) env.delete(path);
		else env.set(path, { ...value, name: path });
	}
	return env === null ? state : { ...state, env };
}

interface NumberOfAnother {
	readonly path: string;
	readonly value: Value & { readonly kind: "symbol" };
}

/** Variables that are the same unknown number as something else. */
function numbersOfOthers({ env }: PathState): readonly NumberOfAnother[] {
	const found: NumberOfAnother[] = [];
	for (const [path, value] of env)
		if (
			value.kind === "symbol" &&
			value.name !== path &&
			!isFailure(value) &&
			!isNamedConstant(value.name)
		)
			found.push({ path, value });
	return found;
}

/** How often the names of the numbers stand for something on the path. */
function usesIn(
	{ env, holds, spent }: PathState,
	numbers: readonly NumberOfAnother[],
): ReadonlyMap<string, number> {
	const uses = new Map<string, number>();
	for (const { path, value } of numbers) {
		uses.set(path, 0);
		uses.set(value.name, 0);
	}
	const count = (name: string): void => {
		const known = uses.get(name);
		if (known !== undefined) uses.set(name, known + 1);
	};
	const countIn = (key: string): void => {
		for (const name of namesIn(key)) count(name);
	};
	for (const value of env.values()) {
		if (value.kind === "symbol") count(value.name);
		else if (value.kind === "obtained") count(value.requested.slice(1));
	}
	for (const hold of holds.values()) {
		if (hold.passedTo !== null) count(hold.passedTo.token);
		if (hold.mapped !== null) count(hold.mapped);
		if (hold.joined !== null) count(hold.joined.result);
		if (hold.requested !== null) countIn(hold.requested);
		if (hold.array !== null) countIn(hold.array);
	}
	for (const [key, entry] of spent) {
		countIn(key);
		countIn(entry.count);
	}
	return uses;
}

/** A constant of the preprocessor or of an enum, by convention in capitals. */
function isNamedConstant(name: string): boolean {
	return /^[A-Z][A-Z0-9_]*$/.test(name);
}

const known = new Map<string, readonly string[]>();
const knownLimit = 4_096;

/** The symbols that an identity is made of. Few identities are asked for again and again. */
function namesIn(key: string): readonly string[] {
	let names = known.get(key);
	if (names === undefined) {
		const own = key.startsWith("$") ? [key.slice(1)] : [];
		names = [...own, ...(key.match(/[^$[\]]+/g) ?? [])];
		if (known.size >= knownLimit) known.clear();
		known.set(key, names);
	}
	return names;
}
