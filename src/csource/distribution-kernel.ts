// Which kernel a distribution is built on: its version macro and LINUX_VERSION_CODE cannot be taken apart.

import type { Assumption, State } from "./activation.ts";
import { KERNEL_VERSION_MACRO } from "./choices.ts";
import { kernelVersionCode } from "./condition.ts";

/** The first kernel of each major release of Red Hat Enterprise Linux (Documentation of RHEL 6 to 10, release notes). */
const redHat: ReadonlyMap<number, number> = new Map([
	[6, kernelVersionCode(2, 6, 32)],
	[7, kernelVersionCode(3, 10, 0)],
	[8, kernelVersionCode(4, 18, 0)],
	[9, kernelVersionCode(5, 14, 0)],
	[10, kernelVersionCode(6, 12, 0)],
]);

/**
 * False where the kernel that is assumed is older than any that the assumed distribution has. kernels: the states that the file
 * can tell apart, each of which stands for all releases up to the next. Errs: a newer kernel than the distribution's is let pass.
 */
export function isBuiltOn(
	assume: Assumption,
	kernels: readonly State[],
): boolean {
	const release = assume("RHEL_RELEASE_CODE");
	const kernel = assume(KERNEL_VERSION_MACRO);
	if (release === null || kernel === null) return true;
	const base = redHat.get(release >> 8);
	if (base === undefined) return true;
	const next = kernels.filter((state) => state !== null && state > kernel);
	return next.length === 0 || Math.min(...next.map(Number)) > base;
}
