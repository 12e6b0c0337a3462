/** Orders strings by UTF-16 code unit, independent of locale, so that output is the same on every machine. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Combines comparisons: the first that is not 0 decides. */
export function firstDifference(...differences: number[]): number {
	return differences.find((difference) => difference !== 0) ?? 0;
}
