// Whether the lock of a page may be held before a call.

import { findPageLock } from "#catalog/page-lock.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import { locksBeforeCalls } from "./held-locks.ts";

/** On some path to the call, or to some call of its function in the file. Whose page it is, is not asked. */
export function mayHoldPageLock(
	unit: Unit,
	model: FunctionModel,
	at: number,
	seen: ReadonlySet<string> = new Set(),
): boolean {
	if (seen.has(model.key)) return false;
	const index = callIndexOf(unit);
	const locks = (index.byFunction.get(model.key) ?? []).some(
		({ name }) => findPageLock(name)?.effect === "take",
	);
	if (locks) {
		const held = locksBeforeCalls(unit, model, "may", (name) => {
			const effect = findPageLock(name)?.effect;
			return effect === "take" ? "page" : effect === "drop" ? "drop" : null;
		}).get(at);
		if (held === undefined || held.size > 0) return true;
	}
	const callers = index.byName.get(model.name) ?? [];
	const beyond = new Set([...seen, model.key]);
	return callers.some((caller) =>
		mayHoldPageLock(unit, caller.model, caller.call.start, beyond),
	);
}
