// The newest release that the #if lines of a view allow.

import type { KernelVersion } from "#catalog/entry.ts";
import { releaseBefore } from "#catalog/kernel-of-definitions.ts";
import {
	compareVersions,
	parseKernelVersion,
} from "#catalog/kernel-version.ts";

/** From the words of a view's configuration; null where they allow the newest. */
export function newestKernelFor(
	configuration: readonly string[],
): KernelVersion | null {
	const bounds = configuration.flatMap((label) => {
		const match = /\bLINUX_VERSION_CODE (<|<=|==) (\d+\.\d+(?:\.\d+)?)/.exec(
			label,
		);
		const written = match?.[2] ?? "";
		const version = match === null ? null : parseKernelVersion(written);
		if (version === null) return [];
		// `< 5.4` ends before the release, `< 5.4.3` and `<= 5.4` in its series.
		const isBefore = match?.[1] === "<" && written === version;
		return [isBefore ? (releaseBefore(version) ?? version) : version];
	});
	return bounds.sort(compareVersions)[0] ?? null;
}
