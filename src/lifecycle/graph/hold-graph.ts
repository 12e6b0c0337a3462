// Where pages can go inside one unit: a graph whose nodes are places and whose edges say "what is here may come there".
//
// The graph does not know the order of statements. Calls are matched with returns by the direction of edges: `down` into
// a function through a parameter, `up` out of one through its result or through memory a parameter points to. What went
// down may not come up elsewhere; fields and globals are shared by all functions.
// Errs: may join holds that share a variable at different times or a struct type.

import type {
	AcquireEntry,
	ArgumentRole,
	DirtyEntry,
	ReleaseEntry,
} from "#catalog/entry.ts";
import type { Expression } from "#csource/syntax.ts";
import type { Place } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";

export type CallExpression = Expression & { readonly kind: "call" };

export interface GraphEdge {
	readonly to: Place;
	readonly kind: "same" | "down" | "up";
	/** Function in which the edge arises, and the offset of the code that makes it. */
	readonly function: string;
	readonly at: number;
}

/** A direct call of the acquire family. */
export interface AcquireCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
	readonly entry: AcquireEntry;
	readonly roles: readonly ArgumentRole[];
	/** The page array is NULL: pages are only faulted in, nothing is held. */
	readonly holdsNothing: boolean;
}

export interface ReleaseCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
	readonly entry: ReleaseEntry;
	readonly roles: readonly ArgumentRole[];
	/** What is released: places of the page-carrying argument. */
	readonly places: readonly Place[];
}

export interface DirtyCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
	readonly entry: DirtyEntry | ReleaseEntry;
	readonly places: readonly Place[];
}

/** A call with a place among its arguments. */
export interface PassCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
	/** By argument. */
	readonly places: readonly (readonly Place[])[];
}

export interface HoldGraph {
	readonly edges: ReadonlyMap<Place, readonly GraphEdge[]>;
	readonly acquires: readonly AcquireCall[];
	readonly releases: readonly ReleaseCall[];
	readonly dirties: readonly DirtyCall[];
	/** Calls of functions that are neither in the unit nor in the catalogue's derivations. */
	readonly passes: readonly PassCall[];
	/** Places an expression's value can come from, by the start offset of the call for calls. */
	readonly sources: (
		model: FunctionModel,
		expression: Expression,
	) => readonly Place[];
}

/** The place that stands for what an acquire call took. */
export function holdPlace(call: CallExpression): Place {
	return `h:${call.start}`;
}

/** The place that stands for the result of a call of a function of the unit. */
export function resultPlace(call: CallExpression): Place {
	return `c:${call.start}`;
}
