// Entries that are not NULL and yet not held: a lockless acquire writes pages before it has them, and may give them up.

import type { HoldSource } from "../function-context.ts";
import type { PathState } from "./path-state.ts";
import { symbol, type Value } from "./value.ts";

/** Whether what the acquire leaves in its array after a failure says nothing of what is held. */
export function writesAhead({ acquire }: HoldSource): boolean {
	return acquire?.entry.writesAhead === true;
}

/** What a page pointer may be that was NULL before an acquire failed that writes ahead. */
export function staleValue(source: HoldSource): Value {
	return symbol(`${prefix}${source.call.start}`);
}

/** The page is tested for NULL alone, after the acquire failed. */
export function isStale(
	{ env }: PathState,
	source: HoldSource,
	path: string | null,
): boolean {
	const value = path === null ? undefined : env.get(path);
	return (
		value?.kind === "symbol" && value.name === `${prefix}${source.call.start}`
	);
}

const prefix = "!stale@";
