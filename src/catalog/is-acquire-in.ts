import { existsIn, findEntry } from "./catalog.ts";
import type { KernelVersion } from "./entry.ts";

/** Whether a kernel release has a call of this name that takes hold of pages: its own body is no user of it. */
export function isAcquireIn(name: string, kernel: KernelVersion): boolean {
	const entry = findEntry(name);
	return (
		entry?.role === "acquire" &&
		entry.signatures.some((signature) => existsIn(signature, kernel))
	);
}
