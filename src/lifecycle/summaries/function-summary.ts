// What a function of the unit does to holds, as its callers see it.

import type { Part, Value } from "../paths/value.ts";
import type { Place } from "../place.ts";

/** One way in which a function that acquires comes back. */
export interface WrapperOutcome {
	/** What it returns; an `obtained` value speaks of the hold of the call in the caller. */
	readonly returns: Value | null;
	/** What is held then; null for nothing. */
	readonly part: Part | null;
}

/** A function that comes back with a hold: an acquire by itself. */
export interface WrapperSummary {
	readonly functionName: string;
	readonly parameters: readonly string[];
	/** Offsets of the acquire calls underneath. */
	readonly acquires: readonly number[];
	readonly outcomes: readonly WrapperOutcome[];
	/** Where the hold is after the call: parameters by index, the result, fields and globals by place. */
	readonly keeps: {
		readonly parameters: readonly number[];
		readonly result: boolean;
		readonly shared: readonly Place[];
		/** The parameter in whose object all of it is, null where it is elsewhere too. */
		readonly object: number | null;
	};
}

/** Which holds a function lets go of, directly or through the functions it calls. */
export interface ReleaseSummary {
	/** Indices of parameters through which pages are released. */
	readonly parameters: ReadonlySet<number>;
	/** Fields and globals whose pages are released. */
	readonly shared: ReadonlySet<Place>;
}

/** How a function that never releases where it succeeds does so where it fails. */
export interface FailingRelease {
	/** Every failure has released; else some have. */
	readonly always: boolean;
	/** Success is 0, and nothing else. */
	readonly returnsZero: boolean;
}
