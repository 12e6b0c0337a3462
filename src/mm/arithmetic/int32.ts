// A 32-bit signed counter as the kernel's atomic_t: -fno-strict-overflow and the atomics wrap it around.

export const int32Min = -(2 ** 31);

/** atomic_add(): wraps. */
export function add32(value: number, change: number): number {
	return (value + change) | 0;
}

/** A cast to unsigned int. */
export function asUnsigned32(value: number): number {
	return value >>> 0;
}
