// A claim of the ledger that arithmetic decides, without any interleaving.

import type { HeaderSource } from "../layout/header-source.ts";

/** One statement of a claim: what it says, and what comes out. */
export interface ClaimPart {
	readonly statement: string;
	readonly predicted: number | string | boolean;
	readonly computed: number | string | boolean;
	readonly holds: boolean;
}

export interface DecidedClaim {
	readonly id: string;
	/** confirmed: every part holds. */
	readonly verdict: "confirmed" | "refuted";
	readonly parts: readonly ClaimPart[];
	/** In words: who is right about the parts that do not hold, and why. */
	readonly note: string;
	readonly sources: readonly (HeaderSource & { readonly era: string })[];
}

export function part(
	statement: string,
	predicted: ClaimPart["predicted"],
	computed: ClaimPart["predicted"],
): ClaimPart {
	return { statement, predicted, computed, holds: predicted === computed };
}

export function decide(
	id: string,
	parts: readonly ClaimPart[],
	note: string,
	sources: DecidedClaim["sources"],
): DecidedClaim {
	const verdict = parts.every(({ holds }) => holds) ? "confirmed" : "refuted";
	return { id, verdict, parts, note, sources };
}
