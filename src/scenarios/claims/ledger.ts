import type { Claim } from "./claim.ts";
import { copyOnWriteClaims } from "./copy-on-write.ts";
import { countingClaims } from "./counting.ts";
import { currentKernelClaims } from "./current-kernels.ts";
import { otherClaims } from "./elsewhere.ts";
import { exclusionClaims } from "./exclusion.ts";
import { reclaimClaims } from "./reclaim.ts";
import { writebackClaims } from "./writeback.ts";

/** C01 to C63. */
export const ledger: readonly Claim[] = [
	...reclaimClaims,
	...writebackClaims,
	...exclusionClaims,
	...countingClaims,
	...copyOnWriteClaims,
	...currentKernelClaims,
	...otherClaims,
];
