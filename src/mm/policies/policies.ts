import { block } from "./block.ts";
import { blockCleared } from "./block-cleared.ts";
import { blockLocked } from "./block-locked.ts";
import { bounce } from "./bounce.ts";
import { bounceClear } from "./bounce-clear.ts";
import { bounceTruncateWait } from "./bounce-truncate-wait.ts";
import { bounceUnmapRefuse } from "./bounce-unmap-refuse.ts";
import { copyFirst } from "./copy-first.ts";
import { forkCopy } from "./fork-copy.ts";
import { lease } from "./lease.ts";
import { none } from "./none.ts";
import type { Policy } from "./policy.ts";
import { releaseBeforeStrip } from "./release-before-strip.ts";
import { report } from "./report.ts";
import { revoke } from "./revoke.ts";
import { skip } from "./skip.ts";
import { skipEarly } from "./skip-early.ts";
import { unmapRefuse } from "./unmap-refuse.ts";
import { v5_9 } from "./v5.9.ts";
import { v6_12 } from "./v6.12.ts";

/** All policies that have a name. */
export const policies: readonly Policy[] = [
	none,
	v5_9,
	v6_12,
	forkCopy,
	unmapRefuse,
	releaseBeforeStrip,
	skipEarly,
	skip,
	blockLocked,
	blockCleared,
	block,
	bounce,
	bounceClear,
	copyFirst,
	report,
	bounceTruncateWait,
	bounceUnmapRefuse,
	lease,
	revoke,
];

/** @throws Error that lists the policies when there is none of that name. */
export function policyNamed(name: string): Policy {
	const found = policies.find((policy) => policy.name === name);
	if (found === undefined)
		throw new Error(
			`there is no policy "${name}": ${policies.map((one) => one.name).join(" ")}`,
		);
	return found;
}
