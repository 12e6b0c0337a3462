// Which names are asked for behind each node of a function: backwards over its graph, to a fixpoint.

import type { Cfg, CfgNode } from "#flow/cfg.ts";
import { reversePostOrder } from "#flow/loops.ts";

/** What one node does to the life of names. */
export interface NodeNames {
	/** Asked for here. */
	readonly read: ReadonlySet<string>;
	/** The variable that has another value from here on, whatever happens. */
	readonly set: string | null;
	/** Read to make that value: asked for where the variable is. */
	readonly source: ReadonlySet<string>;
}

/** By node id, whether a name is asked for at the node or behind it. */
export type AskedFor = (id: number, name: string) => boolean;

/** matters: names that are asked about; what is known of others is not worked out. */
export function askedFor(
	cfg: Cfg,
	matters: ReadonlySet<string>,
	namesAt: (node: CfgNode) => NodeNames,
): AskedFor {
	const rows = new Rows(cfg.nodes.map(namesAt), matters);
	const order = reversePostOrder(cfg).reverse();
	for (let changed = true; changed; ) {
		changed = false;
		for (const id of order)
			for (const edge of cfg.nodes[id]?.successors ?? [])
				if (rows.flow(edge.to, id)) changed = true;
	}
	return (id, name) => rows.has(id, name);
}

/** A row of bits for each node: as sets of names this took 2 % of a check. */
class Rows {
	private readonly numbers = new Map<string, number>();
	private readonly words: number;
	private readonly bits: Int32Array;
	/** By node: the bits of the names that end there. */
	private readonly ends: readonly (Int32Array | null)[];
	private readonly sources: readonly (Int32Array | null)[];
	private readonly setters: readonly (number | undefined)[];

	constructor(nodes: readonly NodeNames[], matters: ReadonlySet<string>) {
		for (const name of matters) this.numbers.set(name, this.numbers.size);
		this.words = (this.numbers.size + 31) >> 5;
		this.bits = new Int32Array(nodes.length * this.words);
		nodes.forEach(({ read }, id) => {
			for (const name of read) this.mark(this.bits, id * this.words, name);
		});
		this.ends = nodes.map(({ set }) =>
			set === null ? null : this.rowOf(this.partsOf(set)),
		);
		this.sources = nodes.map(({ source }) =>
			source.size === 0 ? null : this.rowOf(source),
		);
		this.setters = nodes.map(({ set }) =>
			set === null ? undefined : this.numbers.get(set),
		);
	}

	/** What is asked for at `from` is asked for at `to`, except what gets its value there. */
	flow(from: number, to: number): boolean {
		const setter = this.setters[to];
		const ends = this.ends[to];
		const asksSource = setter !== undefined && this.isSet(from, setter);
		const source = asksSource ? this.sources[to] : null;
		let changed = false;
		for (let word = 0; word < this.words; word++) {
			const at = to * this.words + word;
			const before = this.bits[at] ?? 0;
			const coming =
				(this.bits[from * this.words + word] ?? 0) & ~(ends?.[word] ?? 0);
			const after = before | coming | (source?.[word] ?? 0);
			if (after === before) continue;
			this.bits[at] = after;
			changed = true;
		}
		return changed;
	}

	has(id: number, name: string): boolean {
		const number = this.numbers.get(name);
		return number !== undefined && this.isSet(id, number);
	}

	private isSet(id: number, number: number): boolean {
		const word = this.bits[id * this.words + (number >> 5)] ?? 0;
		return (word & (1 << (number & 31))) !== 0;
	}

	/** What is known of the fields of an object is not known of another object (withValue()). */
	private partsOf(variable: string): readonly string[] {
		return [...this.numbers.keys()].filter(
			(name) => name === variable || name.startsWith(`${variable}.`),
		);
	}

	private rowOf(names: Iterable<string>): Int32Array {
		const row = new Int32Array(this.words);
		for (const name of names) this.mark(row, 0, name);
		return row;
	}

	private mark(row: Int32Array, start: number, name: string): void {
		const number = this.numbers.get(name);
		if (number === undefined) return;
		const at = start + (number >> 5);
		row[at] = (row[at] ?? 0) | (1 << (number & 31));
	}
}
