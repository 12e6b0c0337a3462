import type { KernelVersion } from "./entry.ts";

/** The oldest and the newest release whose tree the catalogue was read from. */
export const oldestKernel: KernelVersion = "4.14";
export const newestKernel: KernelVersion = "6.19";

/** Order of two releases, as Array.sort wants it: 5.9 is older than 5.10. */
export function compareVersions(a: KernelVersion, b: KernelVersion): number {
	const [aMajor = 0, aMinor = 0] = a.split(".").map(Number);
	const [bMajor = 0, bMinor = 0] = b.split(".").map(Number);
	return aMajor - bMajor || aMinor - bMinor;
}

/**
 * The release a user means: 5.6, v5.6, 5.6.0, 6.12.117 and 6.12-rc3 are all accepted, anything else is null.
 * A release candidate counts as its release: it has passed the merge window in which interfaces change.
 */
export function parseKernelVersion(text: string): KernelVersion | null {
	const match =
		/^v?(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})(?:\.\d{1,5})?(?:-rc\d{1,2})?$/.exec(
			text,
		);
	return match ? `${Number(match[1])}.${Number(match[2])}` : null;
}
