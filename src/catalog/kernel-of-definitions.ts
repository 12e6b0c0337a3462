// Which release a kernel tree is, told by the calls it defines.

import { existsIn, findEntry } from "./catalog.ts";
import type { KernelVersion } from "./entry.ts";
import {
	compareVersions,
	newestKernel,
	oldestKernel,
} from "./kernel-version.ts";

/** Last release of each series that has a next one. */
const lastOfSeries: Readonly<Record<number, number>> = { 4: 20, 5: 19 };

/**
 * The newest release that has these functions with these numbers of parameters, and has pins if and only if
 * pin_user_pages() is among them; null where there is none.
 * Errs: takes a tree for a newer one where nothing in between tells the releases apart.
 */
export function kernelOfDefinitions(
	defined: ReadonlyMap<string, number>,
): KernelVersion | null {
	const pins = defined.has("pin_user_pages");
	const known = [...defined].flatMap(([name, parameters]) => {
		const entry = findEntry(name);
		return entry === null ? [] : [{ entry, parameters }];
	});
	if (known.length === 0) return null;
	for (
		let kernel: KernelVersion | null = newestKernel;
		kernel !== null && compareVersions(kernel, oldestKernel) >= 0;
		kernel = releaseBefore(kernel)
	) {
		const release = kernel;
		const fits = known.every(({ entry, parameters }) =>
			entry.signatures.some(
				(signature) =>
					existsIn(signature, release) &&
					signature.parameters.length === parameters,
			),
		);
		const hasPins = compareVersions(release, "5.6") >= 0;
		if (fits && hasPins === pins) return release;
	}
	return null;
}

/** 5.0 comes after 4.20. */
export function releaseBefore(kernel: KernelVersion): KernelVersion | null {
	const [major = 0, minor = 0] = kernel.split(".").map(Number);
	if (minor > 0) return `${major}.${minor - 1}`;
	const last = lastOfSeries[major - 1];
	return last === undefined ? null : `${major - 1}.${last}`;
}
