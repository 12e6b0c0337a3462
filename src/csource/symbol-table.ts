import { KEYWORDS } from "./keywords.ts";

/**
 * Numbers the identifiers of one file: equal spelling, equal number. 0 is no symbol, the keywords come first.
 * An open-addressed table over hashes that the lexer computes while it scans, so that a repeated name costs no string.
 */
export interface SymbolTable {
	/** Spelling by number; names[0] is empty. */
	readonly names: string[];
	slots: Int32Array;
	readonly hashes: number[];
}

export const HASH_SEED = 5381;

export function mixHash(hash: number, code: number): number {
	return (Math.imul(hash, 33) ^ code) | 0;
}

const keywords = tableOfKeywords();

/** With the keywords in it. */
export function createSymbolTable(): SymbolTable {
	return {
		names: [...keywords.names],
		slots: keywords.slots.slice(),
		hashes: [...keywords.hashes],
	};
}

function tableOfKeywords(): SymbolTable {
	const table = createEmptyTable();
	for (const word of KEYWORDS) {
		let hash = HASH_SEED;
		for (let index = 0; index < word.length; index++)
			hash = mixHash(hash, word.charCodeAt(index));
		symbolOf(table, word, 0, word.length, hash);
	}
	return table;
}

export function createEmptyTable(): SymbolTable {
	return { names: [""], slots: new Int32Array(256), hashes: [0] };
}

/** The number of text[start, end), whose hash the caller has computed with mixHash. */
export function symbolOf(
	table: SymbolTable,
	text: string,
	start: number,
	end: number,
	hash: number,
): number {
	const { names, hashes } = table;
	const mask = table.slots.length - 1;
	let slot = spread(hash) & mask;
	for (;;) {
		const symbol = table.slots[slot] as number;
		if (symbol === 0) break;
		if (
			hashes[symbol] === hash &&
			spells(names[symbol] as string, text, start, end)
		)
			return symbol;
		slot = (slot + 1) & mask;
	}
	const added = names.length;
	table.slots[slot] = added;
	names.push(text.slice(start, end));
	hashes.push(hash);
	if (names.length * 2 > table.slots.length) grow(table);
	return added;
}

function spread(hash: number): number {
	return hash ^ (hash >>> 15);
}

function spells(
	name: string,
	text: string,
	start: number,
	end: number,
): boolean {
	if (name.length !== end - start) return false;
	for (let index = 0; index < name.length; index++)
		if (name.charCodeAt(index) !== text.charCodeAt(start + index)) return false;
	return true;
}

function grow(table: SymbolTable): void {
	const slots = new Int32Array(table.slots.length * 2);
	const mask = slots.length - 1;
	for (let symbol = 1; symbol < table.names.length; symbol++) {
		let slot = spread(table.hashes[symbol] as number) & mask;
		while (slots[slot] !== 0) slot = (slot + 1) & mask;
		slots[slot] = symbol;
	}
	table.slots = slots;
}
