// `for (i = 0; i < n; i++) { if (!pages[i]) break; put_page(pages[i]); }`: an empty entry is the end of those that are filled.

import type { Expression } from "#csource/syntax.ts";
import type { Cfg, CfgNode } from "#flow/cfg.ts";
import type { Loop } from "#flow/loops.ts";
import { isNull } from "../kernel-idioms.ts";

/** The edges by which the loop is left where an entry of an array is found empty: from a node to a node outside. */
export function endsOfEntries(
	cfg: Cfg,
	loop: Loop,
): readonly (readonly [number, number])[] {
	return [...loop.body].flatMap((id) => {
		const node = cfg.nodes[id];
		const label = node === undefined ? null : labelOfEmpty(node);
		if (node === undefined || label === null) return [];
		return node.successors.flatMap((edge) =>
			edge.label.kind === label && !loop.body.has(edge.to)
				? [[id, edge.to] as const]
				: [],
		);
	});
}

/** The side of the test on which the entry is empty. */
function labelOfEmpty({ action }: CfgNode): "true" | "false" | null {
	if (action.kind !== "branch") return null;
	const { test } = action;
	if (isEntry(test)) return "false";
	if (test.kind === "unary" && test.op === "!" && isEntry(test.operand))
		return "true";
	if (test.kind !== "binary" || !isEntry(test.left) || !isEmpty(test.right))
		return null;
	if (test.op === "==") return "true";
	return test.op === "!=" ? "false" : null;
}

function isEntry(expression: Expression): boolean {
	return expression.kind === "index";
}

/** NULL, also by the name that a driver of many systems has for it (`gcvNULL`). */
function isEmpty(expression: Expression): boolean {
	return (
		isNull(expression) ||
		(expression.kind === "identifier" && /NULL$/.test(expression.name))
	);
}
