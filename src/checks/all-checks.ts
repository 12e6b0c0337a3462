// The checks that run, in the order of their codes.

import { checkBoolForFlags } from "./bool-for-flags.ts";
import { checkChargedToAnother } from "./charged-to-another.ts";
import type { Check } from "./check.ts";
import { checkCountReturned } from "./count-returned.ts";
import { checkCurrentLeftOut } from "./current-left-out.ts";
import { checkDirtiedInAtomic } from "./dirtied-in-atomic.ts";
import { checkDirtiedLate } from "./dirtied-late.ts";
import { checkDirtiedUnlocked } from "./dirtied-unlocked.ts";
import { checkDirtyFlagRaw } from "./dirty-flag-raw.ts";
import { checkDirtyWordUnread } from "./dirty-word-unread.ts";
import { checkErrnoAsCount } from "./errno-as-count.ts";
import { checkForcedAccess } from "./forced-access.ts";
import { checkForgottenOnFailure } from "./forgotten-on-failure.ts";
import { checkForgottenPages } from "./forgotten-pages.ts";
import { checkFreedWithPages } from "./freed-with-pages.ts";
import { checkGetForContents } from "./get-for-contents.ts";
import { checkLeftInLoop } from "./left-in-loop.ts";
import { checkLeftInScratch } from "./left-in-scratch.ts";
import { checkLeftToCallers } from "./left-to-callers.ts";
import { checkLongtermMissing } from "./longterm-missing.ts";
import { checkLostHolds } from "./lost-hold.ts";
import { checkMmOfKeptTask } from "./mm-of-kept-task.ts";
import { checkMmapLockMissing } from "./mmap-lock-missing.ts";
import { checkNarrowCount } from "./narrow-count.ts";
import { checkNeverAcquired } from "./never-acquired.ts";
import { checkNeverDirtied } from "./never-dirtied.ts";
import { checkNeverDirtiedByCaller } from "./never-dirtied-by-caller.ts";
import { checkNeverReleased } from "./never-released.ts";
import { checkPartialAsFull } from "./partial-as-full.ts";
import { checkReferenceOnFrame } from "./reference-on-frame.ts";
import { checkRefusedArguments } from "./refused-arguments.ts";
import { checkReleasedBeforeWait } from "./released-before-wait.ts";
import { checkReleasedInARow } from "./released-in-a-row.ts";
import { checkReleasedInOneArm } from "./released-in-one-arm.ts";
import { checkReleasedMapped } from "./released-mapped.ts";
import { checkReleasedOneWay } from "./released-one-way.ts";
import { checkReleasedTwice } from "./released-twice.ts";
import { checkReservedLeft } from "./reserved-left.ts";
import { checkResultIgnored } from "./result-ignored.ts";
import { checkSubmitRefused } from "./submit-refused.ts";
import { checkUnsignedResult } from "./unsigned-result.ts";
import { checkWaitIgnored } from "./wait-ignored.ts";
import { checkWatchedTooLate } from "./watched-too-late.ts";
import { checkWriteMissing } from "./write-missing.ts";
import { checkWrongCount } from "./wrong-count.ts";
import { checkWrongFamily } from "./wrong-family.ts";

export const allChecks: readonly Check[] = [
	checkLostHolds,
	checkLeftInLoop,
	checkCurrentLeftOut,
	checkLeftToCallers,
	checkLeftInScratch,
	checkSubmitRefused,
	checkReleasedOneWay,
	checkReleasedInOneArm,
	checkReservedLeft,
	checkFreedWithPages,
	checkForgottenPages,
	checkForgottenOnFailure,
	checkNeverReleased,
	checkReleasedTwice,
	checkReleasedInARow,
	checkNeverAcquired,
	checkWrongCount,
	checkWrongFamily,
	checkNeverDirtied,
	checkNeverDirtiedByCaller,
	checkDirtyWordUnread,
	checkDirtiedUnlocked,
	checkDirtyFlagRaw,
	checkDirtiedLate,
	checkDirtiedInAtomic,
	checkGetForContents,
	checkLongtermMissing,
	checkWriteMissing,
	checkForcedAccess,
	checkBoolForFlags,
	checkRefusedArguments,
	checkErrnoAsCount,
	checkPartialAsFull,
	checkResultIgnored,
	checkUnsignedResult,
	checkNarrowCount,
	checkCountReturned,
	checkReleasedMapped,
	checkMmapLockMissing,
	checkWaitIgnored,
	checkReferenceOnFrame,
	checkChargedToAnother,
	checkMmOfKeptTask,
	checkWatchedTooLate,
	checkReleasedBeforeWait,
];
