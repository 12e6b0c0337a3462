// The generated inner loops of the breadth-first search: expand states, insert states.
//
// Two loops, not one: the first writes successors one after the other, the second looks them up. So the memory
// accesses of many look-ups overlap. The visited set is open addressing with exact keys; one entry holds the state
// without its slot (the 5 lowest bits) and a bitmap of the slots seen.

import { canonicalCode } from "./canonical-code.ts";
import type { Flow } from "./flow.ts";
import { slotBits } from "./layout.ts";
import { brokenCode, endedCode } from "./machine.ts";
import type { Model } from "./model.ts";
import {
	canFail,
	effectCode,
	guardCode,
	loadWords,
	storeWords,
	switchLocation,
	wordNames,
} from "./step-code.ts";

/** Places in the `tally` array that the kernel keeps. */
export const tally = {
	/** Failing transitions and failing states so far. */
	failing: 0,
	/** First failure since it was last 0: its number, the state it was met in (index in words), the transition or -1. */
	failure: 1,
	state: 2,
	transition: 3,
	/** Entries in use in the visited set. */
	entries: 4,
	/** States in which nobody can go on. */
	ends: 5,
	length: 8,
} as const;

export interface SearchKernel {
	/** Words of a state, and of an entry of the visited set. */
	words: number;
	entryWords: number;
	/**
	 * Writes the successors of the states at [from, to) (word indices) to `out`, returns the number of words written.
	 * `moved` has one byte per state of the call.
	 */
	expand(
		states: Int32Array,
		from: number,
		to: number,
		out: Int32Array,
		moved: Uint8Array,
		counts: Int32Array,
	): number;
	/**
	 * Puts the states in `out[0, length)` into the visited set and the new ones also at `next[at…]`; returns the new
	 * `at`. The set must have room: `mask` is entries - 1, a power of 2 less 1.
	 */
	insert(
		out: Int32Array,
		length: number,
		visited: Int32Array,
		mask: number,
		next: Int32Array,
		at: number,
		counts: Int32Array,
	): number;
	/** Moves all entries to a larger set. */
	rehash(old: Int32Array, visited: Int32Array, mask: number): void;
	/** Gives a state the form that stands for all that differ only by equal actors. */
	canonical(states: Int32Array, at: number): void;
	/** Which of `workers` owns a state. */
	owner(states: Int32Array, at: number, workers: number): number;
	/**
	 * Copies each state in `out[0, length)` to the box of its owner, from word 1 on; word 0 then holds the number of
	 * words in it.
	 */
	route(out: Int32Array, length: number, boxes: readonly Int32Array[]): void;
}

function expandActorCode(model: Model, flow: Flow, actor: number): string {
	const { words } = model.layout;
	const canonical = canonicalCode(model);
	const body = switchLocation(model, flow, actor, (transitions) =>
		transitions
			.map((transition) => {
				const effects = effectCode(model, transition);
				const fails = canFail(effects)
					? `if (bad !== 0) { T[0]++; if (T[1] === 0) { T[1] = bad; T[2] = i; T[3] = ${transition.id}; } bad = 0; }`
					: "";
				return [
					`if (${guardCode(model, transition)}) {`,
					effects,
					fails,
					canonical,
					storeWords(model, "n", "out", "o"),
					`o += ${words}; M[m] = 1;`,
					"}",
				].join("\n");
			})
			.join("\n"),
	);
	return [
		`function expand${actor}(S, from, to, out, o, M, T) {`,
		`let ${wordNames(model, "n").join(" = 0, ")} = 0, bad = 0, v = 0, m = 0;`,
		`for (let i = from; i < to; i += ${words}, m++) {`,
		loadWords(model, "s", "S", "i"),
		body,
		"}",
		"return o;",
		"}",
	].join("\n");
}

/** Invariants of each state, and what holds of states without successors. */
function judgeCode(model: Model): string {
	const { words } = model.layout;
	const report =
		"if (f !== 0) { T[0]++; if (T[1] === 0) { T[1] = f; T[2] = i; T[3] = -1; } }";
	return [
		`function broken(${wordNames(model, "s").join(", ")}) {\n${brokenCode(model)}\nreturn 0;\n}`,
		`function ended(${wordNames(model, "s").join(", ")}) {\n${endedCode(model)}\nreturn 0;\n}`,
		"function judge(S, from, to, M, T) {",
		"let m = 0;",
		`for (let i = from; i < to; i += ${words}, m++) {`,
		model.invariants.length === 0 ? "if (M[m] !== 0) continue;" : "",
		loadWords(model, "s", "S", "i"),
		model.invariants.length === 0
			? ""
			: `{ const f = broken(${wordNames(model, "s").join(", ")}); ${report} }`,
		`if (M[m] === 0) { T[5]++; const f = ended(${wordNames(model, "s").join(", ")}); ${report} }`,
		"}",
		"}",
	].join("\n");
}

/** Hash of `k0` (state word 0 without slot) and the other words, into `h`. */
function hashCode(model: Model): string {
	const factors = [-1640531535, -2048144777, -1028477379, 668265263, 374761393];
	const mixed = wordNames(model, "k").map(
		(name, index) =>
			`Math.imul(${name} ^ (${name} >>> 16), ${(factors[index % factors.length] ?? 1) + 2 * Math.floor(index / factors.length)})`,
	);
	return `let h = ${mixed.join(" + ")} | 0; h ^= h >>> 15; h = Math.imul(h, -2048144789); h ^= h >>> 13;`;
}

function keyCode(model: Model): string {
	return wordNames(model, "k")
		.map((name, index) =>
			index === 0
				? `const k0 = s0 >>> ${slotBits};`
				: `const ${name} = s${index};`,
		)
		.join(" ");
}

function insertCode(model: Model): string {
	const { words } = model.layout;
	const entry = words + 1;
	const keys = wordNames(model, "k");
	const equal = keys
		.map((name, index) => `V[j + ${index}] === ${name}`)
		.join(" && ");
	const isNew = `${storeWords(model, "s", "next", "at")} at += ${words};`;
	return [
		"function insert(out, length, V, mask, next, at, T) {",
		`const end = (mask + 1) * ${entry};`,
		"let entries = T[4];",
		`for (let i = 0; i < length; i += ${words}) {`,
		loadWords(model, "s", "out", "i"),
		keyCode(model),
		"const slot = 1 << (s0 & 31);",
		hashCode(model),
		`let j = (h & mask) * ${entry};`,
		"for (;;) {",
		`const seen = V[j + ${words}];`,
		`if (seen === 0) { ${storeKeys(keys)} V[j + ${words}] = slot; entries++; ${isNew} break; }`,
		`if (${equal}) { if ((seen & slot) === 0) { V[j + ${words}] = seen | slot; ${isNew} } break; }`,
		`j += ${entry}; if (j === end) j = 0;`,
		"}",
		"}",
		"T[4] = entries;",
		"return at;",
		"}",
	].join("\n");
}

function storeKeys(keys: string[]): string {
	return keys.map((name, index) => `V[j + ${index}] = ${name};`).join(" ");
}

function rehashCode(model: Model): string {
	const { words } = model.layout;
	const entry = words + 1;
	const keys = wordNames(model, "k");
	return [
		"function rehash(old, V, mask) {",
		`const end = (mask + 1) * ${entry};`,
		`for (let i = 0; i < old.length; i += ${entry}) {`,
		`const seen = old[i + ${words}]; if (seen === 0) continue;`,
		keys.map((name, index) => `const ${name} = old[i + ${index}];`).join(" "),
		hashCode(model),
		`let j = (h & mask) * ${entry};`,
		`while (V[j + ${words}] !== 0) { j += ${entry}; if (j === end) j = 0; }`,
		storeKeys(keys),
		`V[j + ${words}] = seen;`,
		"}",
		"}",
	].join("\n");
}

function routeCode(model: Model): string {
	const { words } = model.layout;
	return [
		"function route(out, length, boxes) {",
		"const workers = boxes.length, fill = new Int32Array(workers).fill(1);",
		`for (let i = 0; i < length; i += ${words}) {`,
		loadWords(model, "s", "out", "i"),
		keyCode(model),
		hashCode(model),
		"const to = Math.imul(h >>> 16, workers) >>> 16;",
		"const box = boxes[to], at = fill[to];",
		storeWords(model, "s", "box", "at"),
		`fill[to] = at + ${words};`,
		"}",
		"for (let to = 0; to < workers; to++) boxes[to][0] = fill[to] - 1;",
		"}",
	].join("\n");
}

/** Source text of the kernel: a function body that returns a `SearchKernel`. Text, so that a worker can have it too. */
export function searchKernelSource(model: Model): string {
	const { words } = model.layout;
	const expands = model.flows
		.map((_, actor) => `o = expand${actor}(S, from, to, out, o, M, T);`)
		.join("\n");
	return [
		'"use strict";',
		...model.flows.map((flow, actor) => expandActorCode(model, flow, actor)),
		judgeCode(model),
		`function expand(S, from, to, out, M, T) {\nM.fill(0, 0, (to - from) / ${words});\nlet o = 0;\n${expands}\njudge(S, from, to, M, T);\nreturn o;\n}`,
		insertCode(model),
		rehashCode(model),
		`function owner(S, i, workers) {\n${loadWords(model, "s", "S", "i")}\n${keyCode(model)}\n${hashCode(model)}\nreturn Math.imul(h >>> 16, workers) >>> 16;\n}`,
		`function canonical(S, i) {\n${loadWords(model, "n", "S", "i")}\n${canonicalCode(model)}\n${storeWords(model, "n", "S", "i")}\n}`,
		routeCode(model),
		`return { words: ${words}, entryWords: ${words + 1}, expand, insert, rehash, canonical, owner, route };`,
	].join("\n\n");
}

export function searchKernelFrom(source: string): SearchKernel {
	return new Function(source)() as SearchKernel;
}
