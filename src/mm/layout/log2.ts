// Logarithms as include/linux/log2.h computes them.

/** ilog2(): rounded down. n ≥ 1. */
export function ilog2(n: number): number {
	return 31 - Math.clz32(n);
}

/** order_base_2(): rounded up; 0 for 0 and 1. */
export function orderBase2(n: number): number {
	return n > 1 ? ilog2(n - 1) + 1 : 0;
}
