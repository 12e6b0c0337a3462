/** Bytes of a file as read, or its text. */
export type Content = Uint8Array | string;

/**
 * Files longer than this (in characters) are generated and better skipped with a word: viewsOf keeps an object for every
 * preprocessor line, about 2 GB for a header of 60 MB with a million macros.
 */
export const LARGEST_FILE = 8_000_000;

/**
 * Makes a fast test whether a content contains one of the needles, as bytes; no word borders. A first search is made for
 * pieces that many needles share, because every search goes over the whole content.
 */
export function needleSearch(
	needles: readonly string[],
): (content: Content) => boolean {
	const pieces = sharedPieces(needles);
	return (content) => {
		if (typeof content === "string")
			return (
				pieces.some((piece) => content.includes(piece)) &&
				needles.some((needle) => content.includes(needle))
			);
		const bytes = Buffer.from(
			content.buffer,
			content.byteOffset,
			content.byteLength,
		);
		return (
			pieces.some((piece) => bytes.includes(piece, 0, "latin1")) &&
			needles.some((needle) => bytes.includes(needle, 0, "latin1"))
		);
	};
}

/** Whether the content contains one of the needles. */
export function containsNeedle(
	content: Content,
	needles: readonly string[],
): boolean {
	return needleSearch(needles)(content);
}

/** Shorter pieces would be found in almost every file. */
const PIECE_LENGTH = 8;

/** Few strings of which every needle contains at least one: the longest ones that the most needles share, greedily. */
function sharedPieces(needles: readonly string[]): string[] {
	const pieces: string[] = [];
	let left = [...new Set(needles)];
	while (left.length > 0) {
		let best = left[0] ?? "";
		let bestCount = 0;
		for (const candidate of substringsOf(left)) {
			const count = left.filter((needle) => needle.includes(candidate)).length;
			if (
				count > bestCount ||
				(count === bestCount && candidate.length > best.length)
			) {
				best = candidate;
				bestCount = count;
			}
		}
		pieces.push(best);
		left = left.filter((needle) => !needle.includes(best));
	}
	return pieces;
}

/** Every substring of at least PIECE_LENGTH, and whole needles that are shorter. */
function substringsOf(needles: readonly string[]): ReadonlySet<string> {
	const found = new Set<string>();
	for (const needle of needles) {
		if (needle.length <= PIECE_LENGTH) found.add(needle);
		for (let start = 0; start + PIECE_LENGTH <= needle.length; start++)
			for (let end = start + PIECE_LENGTH; end <= needle.length; end++)
				found.add(needle.slice(start, end));
	}
	return found;
}
