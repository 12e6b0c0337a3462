// Natural loops of a control-flow graph: which nodes run again and again under one head.

import type { Cfg } from "./cfg.ts";

export interface Loop {
	readonly head: number;
	/** The head and every node that can reach it again without leaving the loop. */
	readonly body: ReadonlySet<number>;
}

/** One loop per head; back edges are found by depth-first search, so irreducible loops get one of their entries as head. */
export function findLoops(cfg: Cfg): readonly Loop[] {
	const predecessors = predecessorsOf(cfg);
	const backEdges = findBackEdges(cfg);
	const bodies = new Map<number, Set<number>>();
	for (const { from, head } of backEdges) {
		const body = bodies.get(head) ?? new Set([head]);
		const pending = [from];
		for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
			if (body.has(node)) continue;
			body.add(node);
			pending.push(...(predecessors[node] ?? []));
		}
		bodies.set(head, body);
	}
	return [...bodies].map(([head, body]) => ({ head, body }));
}

function predecessorsOf(cfg: Cfg): number[][] {
	const predecessors: number[][] = cfg.nodes.map(() => []);
	for (const node of cfg.nodes)
		for (const edge of node.successors) predecessors[edge.to]?.push(node.id);
	return predecessors;
}

function findBackEdges(cfg: Cfg): { from: number; head: number }[] {
	const state = new Uint8Array(cfg.nodes.length); // 0 new, 1 on the path, 2 done
	const found: { from: number; head: number }[] = [];
	const stack: { node: number; edge: number }[] = [
		{ node: cfg.entry, edge: 0 },
	];
	state[cfg.entry] = 1;
	while (stack.length > 0) {
		const top = stack[stack.length - 1];
		if (top === undefined) break;
		const edge = cfg.nodes[top.node]?.successors[top.edge++];
		if (edge === undefined) {
			state[top.node] = 2;
			stack.pop();
		} else if (state[edge.to] === 1) {
			found.push({ from: top.node, head: edge.to });
		} else if (state[edge.to] === 0) {
			state[edge.to] = 1;
			stack.push({ node: edge.to, edge: 0 });
		}
	}
	return found;
}

/** Node ids in reverse post-order: a node comes before its successors, except along back edges. */
export function reversePostOrder(cfg: Cfg): number[] {
	const seen = new Uint8Array(cfg.nodes.length);
	const order: number[] = [];
	const stack: { node: number; edge: number }[] = [
		{ node: cfg.entry, edge: 0 },
	];
	seen[cfg.entry] = 1;
	while (stack.length > 0) {
		const top = stack[stack.length - 1];
		if (top === undefined) break;
		const edge = cfg.nodes[top.node]?.successors[top.edge++];
		if (edge === undefined) {
			order.push(top.node);
			stack.pop();
		} else if (seen[edge.to] === 0) {
			seen[edge.to] = 1;
			stack.push({ node: edge.to, edge: 0 });
		}
	}
	return order.reverse();
}
