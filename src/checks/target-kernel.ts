// The kernel a view of a file is for: the one of the run, or the newest that its own #if lines allow.

import type { KernelVersion } from "#catalog/entry.ts";
import {
	compareVersions,
	newestKernel,
	parseKernelVersion,
} from "#catalog/kernel-version.ts";
import type { CheckInput } from "./check.ts";

export interface TargetKernel {
	readonly version: KernelVersion;
	/** `on Linux 5.4`, `on current kernels`. */
	readonly words: string;
	/** Nothing says which kernel is meant: the newest is taken. */
	readonly assumed: boolean;
}

/** Last release of each series that has a next one. */
const lastOfSeries: Readonly<Record<number, number>> = { 4: 20, 5: 19 };

export function targetKernelOf(input: CheckInput): TargetKernel {
	const { vocabulary, unit } = input.unit;
	if (vocabulary.kernel !== null) return named(vocabulary.kernel);
	const below = unit.view.configuration.flatMap((label) => {
		const match = /^LINUX_VERSION_CODE < (\d+\.\d+)/.exec(label);
		const version = match === null ? null : parseKernelVersion(match[1] ?? "");
		return version === null ? [] : [version];
	});
	const [first] = below.sort(compareVersions);
	if (first === undefined)
		return {
			version: newestKernel,
			words: "on current kernels",
			assumed: true,
		};
	return named(before(first));
}

function named(version: KernelVersion): TargetKernel {
	return { version, words: `on Linux ${version}`, assumed: false };
}

function before(version: KernelVersion): KernelVersion {
	const [major = 0, minor = 0] = version.split(".").map(Number);
	if (minor > 0) return `${major}.${minor - 1}`;
	return `${major - 1}.${lastOfSeries[major - 1] ?? 0}`;
}
