// The release that --kernel names.
//
// Source   https://www.kernel.org/pub/linux/kernel/: 4.x ended with 4.20, 5.x with 5.19, 6.x with 6.19.

import type { KernelVersion } from "#catalog/entry.ts";
import { Refusal } from "./refusal.ts";

/** First and last release whose calls the catalogue was read from. */
const oldest = [4, 14] as const;
const newest = [6, 19] as const;

/** Last minor number of each series that has ended. */
const lastOfSeries = new Map([
	[4, 20],
	[5, 19],
	[6, 19],
]);

/**
 * Reads `6.12`; `v6.12`, `6.12.30` and `6.12-rc3` mean the same release.
 * @throws Refusal when there is no such release, or the catalogue does not reach it.
 */
export function parseKernelVersion(text: string): KernelVersion {
	const match = /^v?(\d{1,3})\.(\d{1,3})(?:[.-][\w.+~-]*)?$/.exec(text);
	const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
	const exists = minor <= (lastOfSeries.get(major) ?? -1);
	const early = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
	if (match === null || !exists || early)
		throw new Refusal(
			`unknown kernel version '${text}': give a release from ${oldest.join(".")} to ${newest.join(".")} such as 6.12, or leave --kernel out`,
		);
	return `${major}.${minor}`;
}
