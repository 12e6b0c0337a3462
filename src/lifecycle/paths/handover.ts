import { namesOf } from "#csource/walk.ts";
import type { FunctionContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { rootVariable } from "../place.ts";
import { arrayKey } from "./array-key.ts";
import type { Evaluated } from "./evaluated.ts";
import { withHold, withSpent } from "./path-state.ts";
import { constant, positive, symbol } from "./value.ts";

/** `vmap(…, VM_MAP_PUT_PAGES)`: where it succeeds, what it gives back owns the pages; where it fails, nothing has changed. */
export function withHandover(
	context: FunctionContext,
	call: CallExpression,
	name: string,
	plain: Evaluated,
): readonly Evaluated[] {
	const { state } = plain;
	const handed = context.vocabulary.derivations(name).flatMap((derivation) => {
		const { from, handover } = derivation;
		const flags = call.args[handover?.argument ?? -1];
		const argument = typeof from === "number" ? call.args[from] : undefined;
		return handover !== undefined &&
			flags !== undefined &&
			argument !== undefined &&
			namesOf(flags).has(handover.flag)
			? [argument]
			: [];
	});
	const [argument] = handed;
	const array =
		argument === undefined ? null : arrayKey(context, state, argument);
	if (argument === undefined || array === null) return [plain];
	let taken = state;
	for (const hold of state.holds.values())
		if (hold.array === array && /^(held|stored)$/.test(hold.status))
			taken = withHold(taken, { ...hold, status: "returned" });
	taken = withSpent(taken, array, {
		at: call.start,
		count: "?",
		paths: [rootVariable(argument) ?? ""],
	});
	return [
		{ state, value: constant(0) },
		{ state: taken, value: symbol(`@${call.start}`, positive) },
	];
}
