// A figure of a score: so many of so many.

export interface Fraction {
	readonly hits: number;
	readonly of: number;
}

export function fractionOf(outcomes: readonly boolean[]): Fraction {
	return { hits: outcomes.filter(Boolean).length, of: outcomes.length };
}

/** In percent; of nothing it is 100, as nothing was missed. Print the counts beside it. */
export function percent({ hits, of }: Fraction): number {
	return of === 0 ? 100 : (100 * hits) / of;
}

export function renderFraction(name: string, value: Fraction): string {
	const share = value.of === 0 ? "-" : `${percent(value).toFixed(1)} %`;
	return `${name.padEnd(34)} ${String(value.hits).padStart(4)} / ${String(value.of).padEnd(4)} ${share}`;
}
