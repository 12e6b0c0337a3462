// Functions that put pages into an object they are given: `map_user_buffer(req)` fills `req->pages`.

import type { Expression } from "#csource/syntax.ts";
import type { UnitContext } from "../function-context.ts";
import { isInObject, rootVariable } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { callIndexOf } from "../unit/call-index.ts";
import { type FunctionModel, isSeed } from "../unit/function-model.ts";

/** A function, seen from its callers. */
interface Filler {
	/** Indices of the parameters whose objects it fills. */
	readonly parameters: Set<number>;
	/** Offsets of the acquire calls underneath. */
	readonly acquires: Set<number>;
}

/** A call that leaves pages in an object of the function it stands in. */
export interface FillingCall {
	readonly model: FunctionModel;
	readonly call: Expression & { readonly kind: "call" };
	/** The variable whose object it fills. */
	readonly owner: string;
	/** Offsets of the acquire calls underneath. */
	readonly acquires: readonly number[];
}

type UnitGraph = Pick<UnitContext, "unit" | "graph">;

const known = new WeakMap<object, readonly FillingCall[]>();

/** By functions of the unit, through any number of calls. Errs: an object reached through a call is not seen. */
export function fillingCallsOf(context: UnitGraph): readonly FillingCall[] {
	let calls = known.get(context.graph);
	if (calls === undefined) {
		calls = findFillingCalls(context);
		known.set(context.graph, calls);
	}
	return calls;
}

function findFillingCalls(context: UnitGraph): readonly FillingCall[] {
	const fillers = new Map<string, Filler>();
	const found = new Map<string, FillingCall>();
	const note = (filling: FillingCall): void => {
		const { model, owner, call, acquires } = filling;
		found.set(`${call.start}:${owner}`, filling);
		const index = model.parameters.indexOf(owner);
		if (index < 0) return;
		const filler = fillers.get(model.key) ?? {
			parameters: new Set(),
			acquires: new Set(),
		};
		filler.parameters.add(index);
		for (const at of acquires) filler.acquires.add(at);
		fillers.set(model.key, filler);
	};
	for (const filling of directFillings(context)) note(filling);
	if (found.size === 0) return [];
	for (let before = -1; before < found.size; ) {
		before = found.size;
		for (const { model, call, name } of callIndexOf(context.unit).all) {
			const filler = fillers.get(name);
			if (filler === undefined || name === model.key) continue;
			for (const index of filler.parameters) {
				const owner = rootVariable(call.args[index] ?? call);
				if (owner !== null && model.types.has(owner))
					note({ model, call, owner, acquires: [...filler.acquires] });
			}
		}
	}
	return [...found.values()];
}

/** `get(…, req->pages)`, and `get(…, pages)` with `req->pages = pages` in the same function. */
function directFillings(context: UnitGraph): readonly FillingCall[] {
	return context.graph.acquires.flatMap((acquire): FillingCall[] => {
		const { model, call, entry, roles } = acquire;
		if (acquire.holdsNothing || !isSeed(context.unit, call)) return [];
		if (entry.holds === "return") return [];
		const kept = argumentWith(entry.holds, roles, call.args);
		const root = kept === null ? null : rootVariable(kept);
		if (kept === null || root === null) return [];
		const owners = isInObject(kept)
			? [root]
			: model.assignments.flatMap(({ target, value }) => {
					const owner = isInObject(target) ? rootVariable(target) : null;
					const isMoved = value.kind === "identifier" && value.name === root;
					return isMoved && owner !== null ? [owner] : [];
				});
		return [...new Set(owners)].map((owner) => ({
			model,
			call,
			owner,
			acquires: [call.start],
		}));
	});
}
