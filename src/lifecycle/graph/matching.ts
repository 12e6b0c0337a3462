// Which releases belong to which acquires.

import type { AcquireCall, ReleaseCall } from "./hold-graph.ts";

/** Whether a release ends the kind of hold the site makes; extract pins what it takes. */
export function isMatching(
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	const { kind, proper } = release.entry;
	if (!proper) return false;
	if (kind === "either") return true;
	return (acquire.entry.kind === "get") === (kind === "get");
}
