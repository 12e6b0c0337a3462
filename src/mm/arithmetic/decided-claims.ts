// The claims of the ledger that need no exploration.

import type { DecidedClaim } from "./decided-claim.ts";
import { decideC60, decideC61, decideC62 } from "./flag-budget-claims.ts";
import {
	decideC24,
	decideC25,
	decideC26,
	decideC27,
	decideC28,
	decideC58,
} from "./pin-count-claims.ts";

/** Each computes when it is called; the slowest repeats 4 million pins. */
export const arithmeticClaims: Readonly<Record<string, () => DecidedClaim>> = {
	C24: decideC24,
	C25: decideC25,
	C26: decideC26,
	C27: decideC27,
	C28: decideC28,
	C58: decideC58,
	C60: decideC60,
	C61: decideC61,
	C62: decideC62,
};
