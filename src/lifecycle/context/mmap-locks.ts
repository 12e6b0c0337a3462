// Whether the mmap lock may be held at a call, as far as the file tells.

import { findMmapLock } from "#catalog/catalog.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import { isUsedAsValue } from "../unit/used-as-value.ts";
import { type LockChange, locksBeforeCalls } from "./held-locks.ts";

/**
 * held: a path may hold it, or something says that it is held · unknown: a caller cannot be seen · handler: not held, and
 * user space calls the function through a table that is called without it · dropped: the function itself has dropped it on
 * every path · exported: not held in this file, other files may call.
 */
export type MmapLockState =
	| "held"
	| "unknown"
	| "handler"
	| "dropped"
	| "exported";

/** Fields of struct file_operations whose functions the kernel calls without the mmap lock. */
const callsWithout =
	/^(unlocked_ioctl|compat_ioctl|read|write|read_iter|write_iter|open|release|ioctl)$/;

export function mmapLockAt(
	unit: Unit,
	model: FunctionModel,
	at: number,
	seen: ReadonlySet<string> = new Set(),
): MmapLockState {
	if (seen.has(model.key)) return "handler";
	if (/_locked$/.test(model.name) || saysHeld(unit, model)) return "held";
	const effect = effectIn(unit);
	const held = locksBeforeCalls(unit, model, "may", effect).get(at);
	if (held === undefined || held.size > 0) return "held";
	const left = locksBeforeCalls(unit, model, "may", effect, ["a caller's"]);
	if (left.get(at)?.size === 0) return "dropped";
	return atEntry(unit, model, new Set([...seen, model.key]));
}

/** How the function is called: the state that speaks most for the lock being held wins. */
function atEntry(
	unit: Unit,
	model: FunctionModel,
	seen: ReadonlySet<string>,
): MmapLockState {
	const states: MmapLockState[] = [];
	const mentioned = unit.view.functions.filter(
		(outline) =>
			outline.name !== model.name && outline.identifiers.has(model.name),
	);
	if (mentioned.some((outline) => !unit.functions.has(outline.name)))
		return "unknown";
	for (const { model: caller, call } of callIndexOf(unit).byName.get(
		model.name,
	) ?? [])
		states.push(mmapLockAt(unit, caller, call.start, seen));
	const fields = (unit.view.tables ?? []).flatMap((table) =>
		table.items.flatMap(({ designator, value }) =>
			value.kind === "identifier" && value.name === model.name
				? [designator ?? ""]
				: [],
		),
	);
	for (const field of fields)
		states.push(callsWithout.test(field) ? "handler" : "unknown");
	if (fields.length === 0 && isUsedAsValue(unit, model.name))
		states.push("unknown");
	if (!model.syntax.isStatic)
		states.push(isForHolders(unit, model) ? "unknown" : "exported");
	for (const state of [
		"held",
		"unknown",
		"exported",
		"handler",
		"dropped",
	] as const)
		if (states.includes(state)) return state;
	return "unknown";
}

/** Made to be called with the lock held: it works on a memory map it is given, or a comment on it speaks of the lock. */
function isForHolders(unit: Unit, model: FunctionModel): boolean {
	const { original, text } = unit.view;
	const { start, end } = model.syntax;
	const above = text.slice(0, start).trimEnd().length;
	return (
		model.parameters.some(
			(name) => model.types.get(name)?.base === "struct mm_struct",
		) || /mmap[_ ]?(sem|lock)/i.test(original.slice(above, end))
	);
}

/**
 * An assertion, or a struct vm_area_struct in hand, which nobody may have without the lock. One that the function looks up
 * itself says nothing where it also takes the lock itself.
 */
function saysHeld(unit: Unit, model: FunctionModel): boolean {
	const calls = callIndexOf(unit).byFunction.get(model.key) ?? [];
	const effect = effectIn(unit);
	const locksItself = calls.some(
		({ name, call }) => effect(name, call) !== null,
	);
	const inHand = [...model.types].some(
		([name, type]) =>
			type.base === "struct vm_area_struct" &&
			type.pointers + type.arrays === 1 &&
			!(locksItself && !model.parameters.includes(name)),
	);
	return (
		inHand ||
		calls.some(
			({ name }) =>
				findMmapLock(name)?.effect === "assert" || /^lockdep_assert/.test(name),
		)
	);
}

function effectIn(unit: Unit) {
	const { text } = unit.view;
	const own = (name: string, call: CallExpression): LockChange => {
		const entry = findMmapLock(name);
		const words = text.slice(call.start, call.end);
		if (entry === null) {
			if (!/mmap_?(sem|lock|read|write)/.test(name)) return null;
			return /unlock|_up|release/.test(name) ? "drop" : "mmap";
		}
		if (entry.argument === "rwsem" && !/mmap/.test(words)) return null;
		if (entry.effect === "drop") return "drop";
		return entry.effect === "assert" ? null : "mmap";
	};
	return (name: string, call: CallExpression): LockChange => {
		const change = own(name, call);
		if (change !== null || !unit.functions.has(name)) return change;
		const inside = (callIndexOf(unit).byFunction.get(name) ?? []).map((entry) =>
			own(entry.name, entry.call),
		);
		return inside.includes("mmap") && !inside.includes("drop") ? "mmap" : null;
	};
}
