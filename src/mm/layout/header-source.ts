/** Where a rule stands in the kernel tree of the era it is used for. */
export interface HeaderSource {
	/** Relative to the root of the tree. */
	readonly file: string;
	/** The macro, enumerator, struct or option in it. */
	readonly symbol: string;
}

export function showSource({ file, symbol }: HeaderSource): string {
	return `${file}:${symbol}`;
}
