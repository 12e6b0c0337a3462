// Where each cell and each actor's location lies in the packed state: a few 32-bit words, no field across two.
//
// The five lowest bits of word 0 are the "slot": the visited set keeps one bitmap of 32 states for all states that
// differ only there. So the fields that the fewest steps touch come first: they vary most freely against the rest.

import type { Cell } from "../language/expression.ts";
import { accessOf } from "./access.ts";
import type { Flow } from "./flow.ts";

export interface Field {
	word: number;
	shift: number;
	bits: number;
}

export interface Layout {
	words: number;
	cells: Map<Cell, Field>;
	/** Location of each actor. */
	locations: Field[];
}

/** Bits of the slot. */
export const slotBits = 5;

function bitsFor(values: number): number {
	return values <= 1 ? 0 : 32 - Math.clz32(values - 1);
}

interface Wanted {
	bits: number;
	touched: number;
	place: (field: Field) => void;
}

function timesTouched(cells: readonly Cell[], flows: readonly Flow[]) {
	const touched = new Map<Cell, number>(cells.map((cell) => [cell, 0]));
	for (const transition of flows.flatMap((flow) => flow.locations.flat())) {
		const { reads, writes } = accessOf(transition);
		for (const cell of new Set([...reads, ...writes]))
			touched.set(cell, (touched.get(cell) ?? 0) + 1);
	}
	return touched;
}

/** First word with room for each field in turn. */
function pack(wanted: readonly Wanted[]): number {
	const used: number[] = [0];
	for (const { bits, place } of wanted) {
		if (bits > 30) throw new Error("a cell with more than 2^30 values");
		let word = used.findIndex((full) => full + bits <= 32);
		if (word < 0) word = used.push(0) - 1;
		place({ word, shift: used[word] ?? 0, bits });
		used[word] = (used[word] ?? 0) + bits;
	}
	return used.length;
}

/** Lays out the state. Equal actors' own cells and locations are laid out in the same order, for symmetry. */
export function layoutOf(
	cells: readonly Cell[],
	flows: readonly Flow[],
): Layout {
	const layout: Layout = { words: 1, cells: new Map(), locations: [] };
	const touched = timesTouched(cells, flows);
	const ofCells: Wanted[] = cells.map((cell) => ({
		bits: bitsFor(cell.greatest - cell.least + 1),
		touched: touched.get(cell) ?? 0,
		place: (field) => layout.cells.set(cell, field),
	}));
	const ofLocations: Wanted[] = flows.map((flow, index) => ({
		bits: bitsFor(flow.locations.length),
		touched: Number.POSITIVE_INFINITY,
		place: (field) => {
			layout.locations[index] = field;
		},
	}));
	const inOrder = ofCells.toSorted((a, b) => a.touched - b.touched);
	layout.words = pack([...inOrder, ...ofLocations]);
	return layout;
}
