// What one function adds to the hold graph of its unit, and a memory of it: a unit is read several times while it grows,
// and most of its functions say the same each time.

import type { Expression } from "#csource/syntax.ts";
import type { Place } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import {
	type Answers,
	givesSameAnswers,
	recordAnswers,
	type UnitNames,
} from "../unit/unit-names.ts";
import type {
	AcquireCall,
	CallExpression,
	DirtyCall,
	GraphEdge,
	PassCall,
	ReleaseCall,
} from "./hold-graph.ts";

export interface FunctionFlow {
	/** In the order of the code, each once. */
	readonly edges: readonly { readonly from: Place; readonly edge: GraphEdge }[];
	readonly acquires: readonly AcquireCall[];
	readonly releases: readonly ReleaseCall[];
	readonly dirties: readonly DirtyCall[];
	readonly passes: readonly PassCall[];
	/** Calls of functions of the unit. */
	readonly inner: readonly InnerCall[];
	/** Places of addresses whose mapping owns its pages: vmap(…, VM_MAP_PUT_PAGES). */
	readonly handedOver: readonly Place[];
	/** Places that the expressions asked for so far can come from. */
	readonly sources: WeakMap<Expression, readonly Place[]>;
}

export interface InnerCall {
	readonly call: CallExpression;
	readonly targets: readonly FunctionModel[];
}

/** A function has one flow for each view of its file that tells it something else. */
const flowLimit = 4;

export class FlowMemory {
	private readonly known = new WeakMap<
		FunctionModel,
		{ readonly flow: FunctionFlow; readonly answers: Answers }[]
	>();

	/** read: asks nothing of the unit but by what it is given. */
	flowOf(
		unit: UnitNames,
		model: FunctionModel,
		read: (names: UnitNames) => FunctionFlow,
	): FunctionFlow {
		const before = this.known.get(model) ?? [];
		for (const { flow, answers } of before)
			if (givesSameAnswers(unit, answers)) return flow;
		const { names, answers } = recordAnswers(unit);
		const flow = read(names);
		this.known.set(model, [{ flow, answers }, ...before].slice(0, flowLimit));
		return flow;
	}
}
