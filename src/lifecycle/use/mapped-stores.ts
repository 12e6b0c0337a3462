// Writes to the contents of pages by plain assignments: `p = kmap(page); p[i] = value;`.
//
// Only through a variable or field that is given the result of a call that maps a page for the CPU. Errs: misses stores
// through a pointer computed from such a one in a variable of its own.

import type { Expression } from "#csource/syntax.ts";
import { calleeName, isCpuMapping } from "../kernel-idioms.ts";
import { type Place, placeOf } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";

export interface MappedStore {
	readonly model: FunctionModel;
	/** The call that made the address. */
	readonly call: Expression & { readonly kind: "call" };
	readonly name: string;
	readonly place: Place;
}

export function mappedStoresOf(unit: Unit): readonly MappedStore[] {
	const { all, assignments } = callIndexOf(unit);
	if (!all.some(({ name }) => isCpuMapping(name))) return [];
	const mapped = new Map<Place, Omit<MappedStore, "model" | "place">>();
	for (const { model, target, value } of assignments) {
		const call = mappingIn(unit, value);
		const place = placeOf(unit, model, target);
		if (call !== null && place !== null && isPlain(target))
			mapped.set(place, call);
	}
	return assignments.flatMap(({ model, target }) => {
		const pointer = pointerOf(target);
		const place = pointer === null ? null : placeOf(unit, model, pointer);
		const call = place === null ? undefined : mapped.get(place);
		return place === null || call === undefined
			? []
			: [{ model, place, ...call }];
	});
}

function isPlain({ kind }: Expression): boolean {
	return kind === "identifier" || kind === "member";
}

/** `kmap(page) + offset` */
function mappingIn(
	unit: Unit,
	value: Expression,
): Omit<MappedStore, "model" | "place"> | null {
	switch (value.kind) {
		case "cast":
			return mappingIn(unit, value.operand);
		case "binary":
			return value.op === "+" ? mappingIn(unit, value.left) : null;
		case "call": {
			const written = calleeName(value);
			const name = written === null ? null : unit.resolve(written);
			return name !== null && isCpuMapping(name) ? { call: value, name } : null;
		}
		default:
			return null;
	}
}

/** `p` of `p[i] = …`, `*p = …`, `*(u32 *)(p + n) = …`, `p->field = …`. */
function pointerOf(target: Expression): Expression | null {
	switch (target.kind) {
		case "index":
			return bare(target.object);
		case "dereference":
			return bare(target.operand);
		case "member":
			return target.arrow ? bare(target.object) : pointerOf(target.object);
		default:
			return null;
	}
}

function bare(pointer: Expression): Expression | null {
	switch (pointer.kind) {
		case "identifier":
		case "member":
			return pointer;
		case "cast":
		case "update":
			return bare(pointer.operand);
		case "binary":
			return pointer.op === "+" ? bare(pointer.left) : null;
		default:
			return null;
	}
}
