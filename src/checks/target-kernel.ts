// The kernel a view of a file is for: the one of the run, or the newest that its own #if lines allow.

import type { KernelVersion } from "#catalog/entry.ts";
import { newestKernel } from "#catalog/kernel-version.ts";
import { newestKernelFor } from "#lifecycle/unit/view-kernel.ts";
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
	const newest = newestKernelFor(unit.view.configuration);
	if (newest === null)
		return {
			version: newestKernel,
			words: "on current kernels",
			assumed: true,
		};
	return named(newest);
}

function named(version: KernelVersion): TargetKernel {
	return { version, words: `on Linux ${version}`, assumed: false };
}
