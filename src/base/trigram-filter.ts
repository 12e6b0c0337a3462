// Says of a text that it cannot contain a word, without searching it: by its runs of three characters, remembered as bits.

/** Enough that two thirds of the bits of an ordinary C file stay free. */
const bitsPerCharacter = 2;
const leastBits = 1 << 10;
const mostBits = 1 << 17;

export class TrigramFilter {
	private readonly bits: Uint8Array;
	private readonly mask: number;

	/** Looks at every one once, which costs as much as searching the text for three words. */
	constructor(text: string) {
		let size = leastBits;
		while (size < text.length * bitsPerCharacter && size < mostBits) size *= 2;
		this.mask = size - 1;
		this.bits = fill(text, new Uint8Array(size >> 3), this.mask);
	}

	/** Errs: true for words that are not there. word: ASCII letters. */
	mayContain(word: string): boolean {
		const { bits, mask } = this;
		for (let at = 2; at < word.length; at++) {
			const hash =
				hashOf(
					word.charCodeAt(at - 2),
					word.charCodeAt(at - 1),
					word.charCodeAt(at),
				) & mask;
			if (((bits[hash >> 3] as number) & (1 << (hash & 7))) === 0) return false;
		}
		return true;
	}
}

function fill(text: string, bits: Uint8Array, mask: number): Uint8Array {
	let first = text.charCodeAt(0);
	let second = text.charCodeAt(1);
	for (let at = 2; at < text.length; at++) {
		const third = text.charCodeAt(at);
		const hash = hashOf(first, second, third) & mask;
		bits[hash >> 3] = (bits[hash >> 3] as number) | (1 << (hash & 7));
		first = second;
		second = third;
	}
	return bits;
}

/** Letters differ in their low five bits, and in a name nearly every character is one. */
function hashOf(first: number, second: number, third: number): number {
	return (first << 10) ^ (second << 5) ^ third;
}
