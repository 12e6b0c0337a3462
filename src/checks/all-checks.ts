// The checks that run, in the order of their codes.

import { checkBoolForFlags } from "./bool-for-flags.ts";
import type { Check } from "./check.ts";
import { checkErrnoAsCount } from "./errno-as-count.ts";
import { checkForcedAccess } from "./forced-access.ts";
import { checkLostHolds } from "./lost-hold.ts";
import { checkNeverReleased } from "./never-released.ts";
import { checkRefusedArguments } from "./refused-arguments.ts";
import { checkWriteMissing } from "./write-missing.ts";
import { checkWrongFamily } from "./wrong-family.ts";

export const allChecks: readonly Check[] = [
	checkLostHolds,
	checkNeverReleased,
	checkWrongFamily,
	checkWriteMissing,
	checkForcedAccess,
	checkBoolForFlags,
	checkRefusedArguments,
	checkErrnoAsCount,
];
