// Which variables the rest of a function still asks for: what is not asked for is forgotten, so that paths can meet.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { reversePostOrder } from "#flow/loops.ts";
import type { FunctionContext } from "./function-context.ts";

/** By node id: names read at the node or after it, with the roots of access paths. Writes do not end a name's life. */
export function liveNames(
	context: FunctionContext,
): readonly ReadonlySet<string>[] {
	const { cfg, relevant } = context;
	const live: Set<string>[] = cfg.nodes.map((node) => namesAt(node, relevant));
	const order = reversePostOrder(cfg).reverse();
	for (let changed = true; changed; ) {
		changed = false;
		for (const id of order) {
			const here = live[id];
			if (here === undefined) continue;
			const before = here.size;
			for (const edge of cfg.nodes[id]?.successors ?? [])
				for (const name of live[edge.to] ?? []) here.add(name);
			changed ||= here.size > before;
		}
	}
	return live;
}

function namesAt(node: CfgNode, relevant: ReadonlySet<string>): Set<string> {
	const names = new Set<string>();
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (part.kind === "identifier") {
				names.add(part.name);
				for (const path of relevant)
					if (path.startsWith(`${part.name}.`)) names.add(path);
				if (relevant.has(`*${part.name}`)) names.add(`*${part.name}`);
			}
			return true;
		});
	return names;
}

function expressionsAt(node: CfgNode): readonly Expression[] {
	const { action } = node;
	switch (action.kind) {
		case "evaluate":
			return [action.expression];
		case "declare":
			return action.declarator.initial === null
				? []
				: [action.declarator.initial];
		case "branch":
		case "switch":
			return [
				action.test,
				...node.successors.flatMap(({ label }) =>
					label.kind === "case" ? [label.value] : [],
				),
			];
		case "iterate":
		case "scope":
			return action.args;
		case "return":
			return action.value === null ? [] : [action.value];
		default:
			return [];
	}
}
