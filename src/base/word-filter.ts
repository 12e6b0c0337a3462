// Says of a text that it does not have a word, without searching it: the words it has are remembered as bits.

/** Of a C file about every eighth character begins a word, and most words are repeated: few bits are set. */
const bitsPerByte = 1;
const leastBits = 1 << 10;
const mostBits = 1 << 17;

/** Letters, digits and underscores of ASCII, by byte. */
const isWordByte = new Uint8Array(256).map((_, code) =>
	/\w/.test(String.fromCharCode(code)) ? 1 : 0,
);

export class WordFilter {
	private readonly bits: Uint8Array;
	private readonly mask: number;

	/** text: in UTF-8, Latin-1 or another code that has ASCII in it. Looks at every byte once. */
	constructor(text: Uint8Array) {
		let size = leastBits;
		while (size < text.length * bitsPerByte && size < mostBits) size *= 2;
		this.mask = size - 1;
		this.bits = fill(text, new Uint8Array(size >> 3), this.mask);
	}

	/** Errs: true for some words that are not there. hash: by hashOfWord(). */
	mayHave(hash: number): boolean {
		const bit = hash & this.mask;
		return ((this.bits[bit >> 3] as number) & (1 << (bit & 7))) !== 0;
	}
}

/** Of a whole word: ASCII letters, digits and underscores. */
export function hashOfWord(word: string): number {
	let hash = 0;
	for (let at = 0; at < word.length; at++)
		hash = mix(hash, word.charCodeAt(at));
	return finish(hash);
}

function fill(text: Uint8Array, bits: Uint8Array, mask: number): Uint8Array {
	let hash = 0;
	let isInWord = false;
	for (let at = 0; at < text.length; at++) {
		const code = text[at] as number;
		if (isWordByte[code] === 1) {
			hash = mix(hash, code);
			isInWord = true;
		} else if (isInWord) {
			mark(bits, finish(hash) & mask);
			hash = 0;
			isInWord = false;
		}
	}
	if (isInWord) mark(bits, finish(hash) & mask);
	return bits;
}

function mark(bits: Uint8Array, bit: number): void {
	bits[bit >> 3] = (bits[bit >> 3] as number) | (1 << (bit & 7));
}

function mix(hash: number, code: number): number {
	return (Math.imul(hash, 31) + code) | 0;
}

/** Spreads what tells words apart over the low bits. */
function finish(hash: number): number {
	return hash ^ (hash >>> 15);
}
