// The abstract state of one path through a function: what is known of variables, and what became of each hold.

import { type Part, type Value, valueKey } from "./value.ts";

/**
 * held: still only in memory of this function · stored: in memory that outlives it · returned: handed to the caller ·
 * released · absent: taken as not there (a test that guards its release was false).
 */
export type HoldStatus = "held" | "stored" | "returned" | "released" | "absent";

export interface HoldState {
	/** Offset of the call that made the hold. */
	readonly acquire: number;
	readonly part: Part;
	readonly status: HoldStatus;
	/** Local variables whose memory keeps the hold. */
	readonly owners: ReadonlySet<string>;
	/** Offset of the call that freed the last owner while the hold was alive. */
	readonly orphanedAt: number | null;
	/** The number obtained was stored where others can read it. */
	readonly countExported: boolean;
	/** Function outside the unit that got the pages as an argument. */
	readonly passedTo: string | null;
	/** Offset of the call that released it. */
	readonly releasedAt: number | null;
	/** The hold is from an earlier round of a loop than the last acquire. */
	readonly fromEarlierRound: boolean;
}

/** How a state came about, newest first. Not part of the key: states that differ only here are one state. */
export interface Trail {
	readonly at: number;
	readonly text: string;
	readonly before: Trail | null;
}

export interface PathState {
	readonly env: ReadonlyMap<string, Value>;
	readonly holds: ReadonlyMap<number, HoldState>;
	readonly trail: Trail | null;
}

export const initialState: PathState = {
	env: new Map(),
	holds: new Map(),
	trail: null,
};

export function stateKey(state: PathState): string {
	const holds = [...state.holds.values()]
		.sort((a, b) => a.acquire - b.acquire)
		.map(
			(hold) =>
				`${hold.acquire}${hold.part[0]}${hold.status}${hold.orphanedAt === null ? "" : "o"}${
					hold.countExported ? "e" : ""
				}${hold.passedTo === null ? "" : "p"}${hold.fromEarlierRound ? "r" : ""}${[...hold.owners].sort().join("+")}`,
		);
	const env = [...state.env]
		.map(([name, value]) => `${name}=${valueKey(value)}`)
		.sort();
	return `${holds.join(";")}|${env.join(";")}`;
}

export function withValue(
	state: PathState,
	name: string,
	value: Value | null,
): PathState {
	const known = state.env.get(name);
	if (
		value === null
			? known === undefined
			: known !== undefined && valueKey(known) === valueKey(value)
	)
		return state;
	const env = new Map(state.env);
	if (value === null) env.delete(name);
	else env.set(name, value);
	// What was known of the fields of an object is not known of another object.
	for (const path of state.env.keys())
		if (path.startsWith(`${name}.`)) env.delete(path);
	return { ...state, env };
}

export function withHold(state: PathState, hold: HoldState): PathState {
	const holds = new Map(state.holds);
	holds.set(hold.acquire, hold);
	return { ...state, holds };
}

export function withTrail(
	state: PathState,
	at: number,
	text: string,
): PathState {
	return { ...state, trail: { at, text, before: state.trail } };
}

/** Oldest first. */
export function trailOf(
	state: PathState,
): readonly { readonly at: number; readonly text: string }[] {
	const steps: { at: number; text: string }[] = [];
	for (let step = state.trail; step !== null; step = step.before)
		steps.push({ at: step.at, text: step.text });
	return steps.reverse();
}
