// Whose memory a local pointer refers to.

import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import { calleeName, isAllocation, isNull } from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";

/**
 * own: memory of this function, on the stack or freshly allocated here · caller: a parameter · shared: reached through a
 * parameter, a global or a call that gives out existing objects.
 */
export type Origin = "own" | "caller" | "shared";

/** Errs: memory from a call that is not named like an allocation counts as shared (may miss a leak in it). */
export function originsOf(
	unit: Unit,
	model: FunctionModel,
): ReadonlyMap<string, Origin> {
	const origins = new Map<string, Origin>();
	for (const name of model.types.keys()) origins.set(name, "own");
	for (const name of model.statics) origins.set(name, "shared");
	for (const name of model.parameters) origins.set(name, "caller");
	const assignments = assignmentsOf(model);
	for (let changed = true; changed; ) {
		changed = false;
		for (const { name, value } of assignments) {
			if (origins.get(name) !== "own" || !isPointer(model, name)) continue;
			if (originOfValue(origins, unit, value) === "own") continue;
			origins.set(name, "shared");
			changed = true;
		}
	}
	return origins;
}

function assignmentsOf(
	model: FunctionModel,
): { name: string; value: Expression }[] {
	const found: { name: string; value: Expression }[] = [];
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name, initial } of statement.declarators)
			if (initial !== null) found.push({ name, value: initial });
	});
	for (const { op, target, value } of model.assignments)
		if (op === "=" && target.kind === "identifier")
			found.push({ name: target.name, value });
	return found;
}

function isPointer(model: FunctionModel, name: string): boolean {
	const type = model.types.get(name);
	return (
		type !== undefined && type.pointers > 0 && !isPage(type.base, type.pointers)
	);
}

/** A single page pointer is a value, not memory that keeps something. */
function isPage(base: string, pointers: number): boolean {
	return pointers === 1 && /^struct (page|folio)$/.test(base);
}

function originOfValue(
	origins: ReadonlyMap<string, Origin>,
	unit: Unit,
	value: Expression,
): Origin {
	switch (value.kind) {
		case "call": {
			const name = calleeName(value);
			if (
				name !== null &&
				(isAllocation(name) || /free_page|zeroed_page/.test(name))
			)
				return "own";
			return "shared";
		}
		case "conditional": {
			const parts = [value.whenTrue, value.whenFalse].filter(
				(part) => part !== null,
			);
			return parts.every((part) => originOfValue(origins, unit, part) === "own")
				? "own"
				: "shared";
		}
		case "cast":
			return originOfValue(origins, unit, value.operand);
		default: {
			if (isNull(value)) return "own";
			const root = rootVariable(value);
			if (root === null) return value.kind === "number" ? "own" : "shared";
			const origin = origins.get(root) ?? "shared";
			return origin === "own" ? "own" : "shared";
		}
	}
}
