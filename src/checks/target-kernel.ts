// The kernel a view of a file is for: the one of the run, or the newest that its own #if lines allow.

import type { KernelVersion } from "#catalog/entry.ts";
import { releaseBefore } from "#catalog/kernel-of-definitions.ts";
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
	return named(releaseBefore(first) ?? first);
}

function named(version: KernelVersion): TargetKernel {
	return { version, words: `on Linux ${version}`, assumed: false };
}
