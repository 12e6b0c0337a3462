// Which variables the rest of a function still asks for: what is not asked for is forgotten, so that paths can meet.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { reversePostOrder } from "#flow/loops.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { FunctionContext } from "../function-context.ts";
import { isMaskPath, maskPath } from "./mask-path.ts";

/** Names that some later part of the function asks for. */
export interface LiveNames {
	has(name: string): boolean;
}

/** By node id: names read at the node or after it, with the roots of access paths. Writes do not end a name's life. */
export function liveNames(context: FunctionContext): readonly LiveNames[] {
	const { cfg, relevant } = context;
	const numbers = new Map<string, number>();
	const own = cfg.nodes.map((node) =>
		[...namesAt(node, relevant)].map((name) => numberOf(numbers, name)),
	);
	// A row of bits for each node: as sets of names this took 2 % of a check.
	const words = (numbers.size + 31) >> 5;
	const live = new Int32Array(cfg.nodes.length * words);
	own.forEach((names, id) => {
		for (const name of names)
			live[id * words + (name >> 5)] =
				bitsAt(live, id * words + (name >> 5)) | (1 << (name & 31));
	});
	const order = reversePostOrder(cfg).reverse();
	for (let changed = true; changed; ) {
		changed = false;
		for (const id of order)
			for (const edge of cfg.nodes[id]?.successors ?? [])
				for (let word = 0; word < words; word++) {
					const before = bitsAt(live, id * words + word);
					const after = before | bitsAt(live, edge.to * words + word);
					if (after === before) continue;
					live[id * words + word] = after;
					changed = true;
				}
	}
	return cfg.nodes.map(({ id }) => ({
		has: (name) => {
			const number = numbers.get(name);
			if (number === undefined) return false;
			const bits = bitsAt(live, id * words + (number >> 5));
			return (bits & (1 << (number & 31))) !== 0;
		},
	}));
}

function numberOf(numbers: Map<string, number>, name: string): number {
	let number = numbers.get(name);
	if (number === undefined) {
		number = numbers.size;
		numbers.set(name, number);
	}
	return number;
}

function bitsAt(live: Int32Array, at: number): number {
	return live[at] ?? 0;
}

function namesAt(node: CfgNode, relevant: ReadonlySet<string>): Set<string> {
	const names = new Set<string>();
	for (const expression of expressionsRead(node))
		visitExpression(expression, (part) => {
			const mask = maskPath(part);
			if (mask !== null) names.add(mask);
			if (part.kind === "identifier") {
				names.add(part.name);
				for (const path of relevant)
					if (path.startsWith(`${part.name}.`) && !isMaskPath(path))
						names.add(path);
				if (relevant.has(`*${part.name}`)) names.add(`*${part.name}`);
			}
			return true;
		});
	return names;
}

/** Also the labels of a switch, which are compared where it branches. */
function expressionsRead(node: CfgNode): readonly Expression[] {
	const labels = node.successors.flatMap(({ label }) =>
		label.kind === "case" ? [label.value] : [],
	);
	return [...expressionsAt(node), ...labels];
}
