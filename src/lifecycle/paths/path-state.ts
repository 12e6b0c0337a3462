// The abstract state of one path through a function: what is known of variables, and what became of each hold.

import { type Part, type Value, valueKey } from "./value.ts";

/**
 * held: still only in memory of this function · stored: in memory that outlives it · returned: handed to the caller ·
 * released · absent: taken as not there (a test that guards its release was false) · failed: the acquire took nothing.
 */
export type HoldStatus =
	| "held"
	| "stored"
	| "returned"
	| "released"
	| "absent"
	| "failed";

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
	/** The variable of this function in whose memory the number obtained is. */
	readonly countIn: string | null;
	/** Function outside the unit that got the pages as an argument. */
	readonly passedTo: Pass | null;
	/** Offset of the call that released it. */
	readonly releasedAt: number | null;
	/** It was in memory that others see when it was released. */
	readonly releasedStored: boolean;
	/** The hold is from an earlier round of a loop than the last acquire. */
	readonly fromEarlierRound: boolean;
	/** How many pages were asked for, by identity; null where that is not told in pages. */
	readonly requested: string | null;
	/** The array or page it is in, as arrayKey() names it; null where that is not a plain path. */
	readonly array: string | null;
	/** The number obtained was compared with something unknown, or added up: what is left may be whole. */
	readonly measured: boolean;
	/**
	 * Its address was given to an IOMMU, or its pages to a table beside the array they are in, and the symbol of this name
	 * stands for the result: where that does not say that it failed, the mapping or the table keeps the pages.
	 */
	readonly mapped: string | null;
	/** A table or object that came to have the pages as well, unless the symbol of that name says that the call failed. */
	readonly joined: { readonly owner: string; readonly result: string } | null;
	/** Offset of a release that left some of its pages. */
	readonly shortAt: number | null;
	/** After it came into the array where it is, it was also stored elsewhere. */
	readonly keptTwice: boolean;
	/** Offset of what stored it, where the function does that itself. Not part of the key. */
	readonly storedAt: number | null;
	/** Offset of the field that was set to nothing with the pages, or their number, in it. */
	readonly clearedAt: number | null;
	/** The scatterlist table that alone keeps a stored hold, as arrayKey() names it. */
	readonly table: string | null;
}

export interface Escape {
	readonly at: number;
	/** Offset of the acquire. */
	readonly acquire: number;
	/** The variable is unsigned itself; else it was compared with something unsigned. */
	readonly kept: boolean;
}

/** Entries of an array, or a page, that were released. */
export interface Spent {
	/** Offset of the call. */
	readonly at: number;
	/** How many, by identity. */
	readonly count: string;
	/** The paths it was named by: when one of them changes, the name means something else. */
	readonly paths: readonly string[];
}

export interface Pass {
	readonly to: string;
	/** Name of the symbol that stands for what the function returned; empty where its failure says nothing of the pages. */
	readonly result: string;
	/** The same, always. */
	readonly token: string;
	/**
	 * borrowed: an array of pages, which functions read from and seldom keep; given: a page or an object, which they may;
	 * refused: the function that was given it failed.
	 */
	readonly manner: "borrowed" | "given" | "refused";
	/** Something has looked at what the function returned, which may tell whether it took the pages over. */
	readonly tested: boolean;
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
	/** Heads of loops that are running: a loop whose condition is not known runs at least once. */
	readonly loops: ReadonlySet<number>;
	/** Variables of this function whose memory others can reach. */
	readonly published: ReadonlySet<string>;
	/** Memory of this function that was put into other memory of this function: `obj->pages = pages`. */
	readonly within: ReadonlyMap<string, string>;
	/** What was released on the path and is still known by the same name. */
	readonly spent: ReadonlyMap<string, Spent>;
	/** Offset of a comparison that took the errno of a failed acquire for a large number, and what it was the errno of. */
	readonly escaped: Escape | null;
	/** Facts were dropped to end the analysis: what is seen from here may be on a path that cannot be. */
	readonly coarse: boolean;
	readonly trail: Trail | null;
}

export const initialState: PathState = {
	env: new Map(),
	holds: new Map(),
	loops: new Set(),
	published: new Set(),
	within: new Map(),
	spent: new Map(),
	escaped: null,
	coarse: false,
	trail: null,
};

const keys = new WeakMap<PathState, string>();

export function stateKey(state: PathState): string {
	let key = keys.get(state);
	if (key === undefined) {
		key = makeKey(state);
		keys.set(state, key);
	}
	return key;
}

/** What became of each hold, without what else is known of it. */
export function stateKind({ holds, coarse }: PathState): string {
	let kind = coarse ? "~" : "";
	for (const { acquire, part, status } of holds.values())
		kind += `${acquire}${part}${status};`;
	return kind;
}

/** Without what is known of variables, and of how pages that others keep came there. */
export function coarsen(state: PathState): PathState {
	let holds: Map<number, HoldState> | null = null;
	for (const [acquire, hold] of state.holds) {
		if (hold.status !== "stored" || isPlain(hold)) continue;
		holds ??= new Map(state.holds);
		holds.set(acquire, { ...hold, ...plain });
	}
	if (state.coarse && state.env.size === 0 && holds === null) return state;
	return {
		...state,
		env: new Map(),
		holds: holds ?? state.holds,
		coarse: true,
	};
}

const plain = {
	countIn: null,
	measured: false,
	mapped: null,
	joined: null,
	keptTwice: false,
	passedTo: null,
} as const;

function isPlain(hold: HoldState): boolean {
	return (
		hold.countIn === null &&
		!hold.measured &&
		hold.mapped === null &&
		hold.joined === null &&
		!hold.keptTwice &&
		hold.passedTo === null
	);
}

/** Most steps of a path change neither: states share them, and so what their key says of them. */
const keysOfHolds = new WeakMap<PathState["holds"], string>();
const keysOfEnvironments = new WeakMap<PathState["env"], string>();

function keyOfHolds(holds: PathState["holds"]): string {
	if (holds.size === 0) return "";
	let key = keysOfHolds.get(holds);
	if (key === undefined) {
		const parts: string[] = [];
		for (const hold of holds.values()) parts.push(holdKey(hold));
		if (parts.length > 1) parts.sort();
		key = parts.join(";");
		keysOfHolds.set(holds, key);
	}
	return key;
}

function keyOfEnvironment(env: PathState["env"]): string {
	if (env.size === 0) return "";
	let key = keysOfEnvironments.get(env);
	if (key === undefined) {
		const parts: string[] = [];
		for (const [name, value] of env) parts.push(`${name}=${valueKey(value)}`);
		if (parts.length > 1) parts.sort();
		key = parts.join(";");
		keysOfEnvironments.set(env, key);
	}
	return key;
}

function makeKey(state: PathState): string {
	const loops =
		state.loops.size === 0
			? ""
			: [...state.loops].sort((a, b) => a - b).join(",");
	return `${keyOfHolds(state.holds)}|${keyOfEnvironment(state.env)}|${loops}${state.coarse ? "~" : ""}${state.escaped === null ? "" : "!"}${spentKeys(state)}${state.published.size === 0 ? "" : `^${[...state.published].sort().join(",")}`}`;
}

function spentKeys({ spent }: PathState): string {
	if (spent.size === 0) return "";
	const keys = [...spent].map(([key, { count }]) => `${key}*${count}`);
	return `-${keys.sort().join(",")}`;
}

function holdKey(hold: HoldState): string {
	const pass =
		hold.passedTo === null
			? ""
			: `${hold.passedTo.manner}${hold.passedTo.tested ? "t" : ""}${hold.passedTo.result}`;
	const marks = [
		hold.orphanedAt === null ? "" : "o",
		hold.countExported ? "e" : "",
		hold.countIn === null ? "" : `n${hold.countIn}`,
		hold.fromEarlierRound ? "r" : "",
		hold.measured ? "m" : "",
		hold.mapped === null ? "" : "i",
		hold.shortAt === null ? "" : "s",
		hold.keptTwice ? "k" : "",
		hold.clearedAt === null ? "" : "c",
		hold.joined?.result ?? "",
	].join("");
	const owners =
		hold.owners.size < 2 ? [...hold.owners] : [...hold.owners].sort();
	return `${hold.acquire}${hold.part}${hold.status}${hold.table ?? ""}${marks}${pass}${owners.join("+")}/${hold.requested ?? ""}/${hold.array ?? ""}`;
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
		if (path.startsWith(name) && path.charAt(name.length) === ".")
			env.delete(path);
	return { ...state, env };
}

/** What withValue(…, null) does, for several names at once. */
export function withoutValues(
	state: PathState,
	names: readonly string[],
): PathState {
	if (names.length === 0) return state;
	const env = new Map(state.env);
	for (const name of names) {
		env.delete(name);
		for (const path of env.keys())
			if (path.startsWith(name) && path.charAt(name.length) === ".")
				env.delete(path);
	}
	return { ...state, env };
}

export function withHold(state: PathState, hold: HoldState): PathState {
	const holds = new Map(state.holds);
	holds.set(hold.acquire, hold);
	return { ...state, holds };
}

/** Stands in `spent` for "something was released on this way", whatever its name means later. */
export const releaseMark = "!released";

export function withSpent(
	state: PathState,
	key: string,
	spent: Spent,
): PathState {
	return { ...state, spent: new Map([...state.spent, [key, spent]]) };
}

/** A path has another value: the array of a hold is no longer known by it. */
export function rename(state: PathState, path: string): PathState {
	let after = state;
	for (const hold of state.holds.values()) {
		const { array } = hold;
		if (array === `$${path}` || array?.startsWith(`$${path}.`))
			after = withHold(after, { ...hold, array: null });
	}
	return unspend(after, path);
}

/** A path has a new value: what was released by that name is no longer what the name means. */
export function unspend(state: PathState, path: string): PathState {
	if (state.spent.size === 0) return state;
	const isPart = (named: string): boolean =>
		named === path || named.startsWith(`${path}.`);
	const left = [...state.spent].filter(([, { paths }]) => !paths.some(isPart));
	return left.length === state.spent.size
		? state
		: { ...state, spent: new Map(left) };
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

export function withLoop(
	state: PathState,
	head: number,
	running: boolean,
): PathState {
	const loops = new Set(state.loops);
	if (running) loops.add(head);
	else loops.delete(head);
	return { ...state, loops };
}
