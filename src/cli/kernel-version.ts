// The release that --kernel names.
//
// Source   https://www.kernel.org/pub/linux/kernel/: 4.x ended with 4.20, 5.x with 5.19, 6.x with 6.19.

import type { KernelVersion } from "#catalog/entry.ts";
import {
	compareVersions,
	newestKernel,
	oldestKernel,
	parseKernelVersion,
} from "#catalog/kernel-version.ts";
import { Refusal } from "./refusal.ts";

/** Last minor number of each series that has ended. */
const lastOfSeries = new Map([
	[4, 20],
	[5, 19],
	[6, 19],
]);

/** @throws Refusal when there is no such release, or the catalogue does not reach it. */
export function chooseKernel(text: string): KernelVersion {
	const version = parseKernelVersion(text);
	if (version === null || !exists(version) || !isCovered(version))
		throw new Refusal(
			`unknown kernel version '${text}': give a release from ${oldestKernel} to ${newestKernel} such as 6.12, or leave --kernel out`,
		);
	return version;
}

function exists(version: KernelVersion): boolean {
	const [series = 0, minor = 0] = version.split(".").map(Number);
	return minor <= (lastOfSeries.get(series) ?? Number.POSITIVE_INFINITY);
}

function isCovered(version: KernelVersion): boolean {
	return (
		compareVersions(version, oldestKernel) >= 0 &&
		compareVersions(version, newestKernel) <= 0
	);
}
