// Functions whose address is taken: somebody who cannot be seen may call them.

import { callIndexOf } from "./call-index.ts";
import type { Unit } from "./function-model.ts";

const known = new WeakMap<Unit, ReadonlySet<string>>();

/** In a table, in an assignment, or given to a call. Errs: a use in a function that was not read is not seen. */
export function isUsedAsValue(unit: Unit, name: string): boolean {
	let used = known.get(unit);
	if (used === undefined) {
		used = readUses(unit);
		known.set(unit, used);
	}
	return used.has(name);
}

function readUses(unit: Unit): ReadonlySet<string> {
	const used = new Set<string>();
	const add = (value: { readonly kind: string; readonly name?: string }) => {
		if (value.kind === "identifier" && value.name !== undefined)
			used.add(value.name);
	};
	const { all, assignments } = callIndexOf(unit);
	for (const { call } of all) for (const argument of call.args) add(argument);
	for (const { value } of assignments) add(value);
	for (const table of unit.view.tables)
		for (const { value } of table.items) add(value);
	return new Set([...used].filter((name) => unit.functions.has(name)));
}
