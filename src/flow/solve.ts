// A forward analysis that keeps several abstract states per node apart (trace partitioning) and ends at a fixpoint.
//
// States that have the same key are one state. Where a node collects more than `statesPerNode` keys, new states are
// coarsened first, unless few of their kind are there: what many ways have brought must not drown what one way brings.
// Where the whole analysis takes more than `stepLimit` steps it stops and says so.
// Errs: a stopped analysis has not seen every path (may miss findings); nothing is reported that was not reached.

import type { Cfg, CfgNode, EdgeLabel } from "./cfg.ts";
import { reversePostOrder } from "./loops.ts";

export interface Domain<State> {
	/** Equal keys mean equal states; whatever only explains how the state came about stays out of the key. */
	key(state: State): string;
	/** Few kinds, by what matters most of a state. */
	kind(state: State): string;
	/** A state that stands for more runs: must have fewer possible keys. */
	coarsen(state: State): State;
	/** What of a state matters from the node on: states that agree in that are one. */
	enter(node: CfgNode, state: State): State;
	/** What the node makes of a state: one outcome for each way it can go on. */
	transfer(node: CfgNode, state: State): readonly Outcome<State>[];
}

/** `along` says which successors the outcome takes. */
export interface Outcome<State> {
	readonly state: State;
	readonly along: (label: EdgeLabel) => boolean;
}

export interface SolveLimits {
	readonly statesPerNode: number;
	/** So many of each kind are kept apart at a node in any case. */
	readonly statesPerKind: number;
	readonly stepLimit: number;
}

export interface Solution<State> {
	/** The states in which each node was entered, by node id. */
	readonly entering: readonly (readonly State[])[];
	/** False where the step limit ended the analysis. */
	readonly complete: boolean;
	readonly steps: number;
}

export const defaultLimits: SolveLimits = {
	statesPerNode: 16,
	statesPerKind: 2,
	stepLimit: 6_000,
};

export function solve<State>(
	cfg: Cfg,
	initial: State,
	domain: Domain<State>,
	limits: SolveLimits = defaultLimits,
): Solution<State> {
	const rank = new Map(
		reversePostOrder(cfg).map((node, index) => [node, index]),
	);
	const entering: Map<string, State>[] = cfg.nodes.map(() => new Map());
	const kinds: Map<string, number>[] = cfg.nodes.map(() => new Map());
	const queue = new PriorityQueue();
	const enqueue = (id: number, from: State): void => {
		const [node, known, counts] = [cfg.nodes[id], entering[id], kinds[id]];
		if (node === undefined || known === undefined || counts === undefined)
			return;
		const state = domain.enter(node, from);
		const kind = domain.kind(state);
		const count = counts.get(kind) ?? 0;
		const isFull =
			known.size >= limits.statesPerNode && count >= limits.statesPerKind;
		const kept = isFull ? domain.coarsen(state) : state;
		const key = domain.key(kept);
		if (known.has(key)) return;
		known.set(key, kept);
		counts.set(kind, count + 1);
		queue.push(rank.get(id) ?? 0, { node: id, key });
	};
	enqueue(cfg.entry, initial);
	let steps = 0;
	for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
		if (++steps > limits.stepLimit) break;
		const node = cfg.nodes[item.node];
		const state = entering[item.node]?.get(item.key);
		if (node === undefined || state === undefined) continue;
		for (const outcome of domain.transfer(node, state))
			for (const edge of node.successors)
				if (outcome.along(edge.label)) enqueue(edge.to, outcome.state);
	}
	return {
		entering: entering.map((states) => [...states.values()]),
		complete: steps <= limits.stepLimit,
		steps,
	};
}

interface Item {
	readonly node: number;
	readonly key: string;
}

/** Buckets by rank: nodes early in the function first, so that paths meet before they go on. */
class PriorityQueue {
	private readonly buckets: Item[][] = [];
	private lowest = 0;

	push(rank: number, item: Item): void {
		let bucket = this.buckets[rank];
		if (bucket === undefined) {
			bucket = [];
			this.buckets[rank] = bucket;
		}
		bucket.push(item);
		this.lowest = Math.min(this.lowest, rank);
	}

	pop(): Item | undefined {
		for (; this.lowest < this.buckets.length; this.lowest++) {
			const item = this.buckets[this.lowest]?.shift();
			if (item !== undefined) return item;
		}
		return undefined;
	}
}
