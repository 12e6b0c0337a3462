// The checks that run, in the order of their codes.

import type { Check } from "./check.ts";
import { checkErrnoAsCount } from "./errno-as-count.ts";
import { checkLostHolds } from "./lost-hold.ts";
import { checkNeverReleased } from "./never-released.ts";
import { checkWrongFamily } from "./wrong-family.ts";

export const allChecks: readonly Check[] = [
	checkLostHolds,
	checkNeverReleased,
	checkWrongFamily,
	checkErrnoAsCount,
];
