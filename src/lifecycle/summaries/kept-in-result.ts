// Whether a function that stores what it is given does so only in an object that it makes and returns:
// `obj = alloc_request(pages); if (!obj) …`. Where it returns no object, it keeps nothing.

import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "../function-context.ts";
import { calleeName, isNull } from "../kernel-idioms.ts";
import { originsOf } from "../paths/variable-origin.ts";
import { type Place, placeOf, rootVariable } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { isMadeKnown } from "./made-known.ts";

/**
 * `fields`: the places outside the function that the parameter comes to. Errs: says no where a further function does the
 * storing (may miss a leak when it fails).
 */
export function isKeptInResult(
	{ unit }: Pick<UnitContext, "unit">,
	model: FunctionModel,
	fields: readonly Place[],
): boolean {
	const made = returnedVariable(model);
	if (made === null || originsOf(unit, model).get(made) !== "own") return false;
	if (isMadeKnown({ unit }, model, made)) return false;
	return fields.every((field) => {
		const stores = model.assignments.filter(
			({ target }) =>
				target.kind !== "identifier" && placeOf(unit, model, target) === field,
		);
		return (
			stores.length > 0 &&
			stores.every(({ target }) => rootVariable(target) === made)
		);
	});
}

/** The one pointer to an object that the function returns where it returns no error. */
function returnedVariable({ syntax, types }: FunctionModel): string | null {
	const names = new Set<string | null>();
	visitStatement(syntax.body, (statement) => {
		if (statement.kind !== "return" || statement.value === null) return;
		const { value } = statement;
		if (isNull(value)) return;
		const made = value.kind === "call" ? calleeName(value) : null;
		if (made !== null && /^ERR_(PTR|CAST)$/.test(made)) return;
		names.add(value.kind === "identifier" ? value.name : null);
	});
	const [name] = names;
	if (names.size !== 1 || name == null) return null;
	return (types.get(name)?.pointers ?? 0) === 1 ? name : null;
}
