// What a scheme costs: counted from the actions it takes, not stated.

import type { EraName } from "#mm/eras/era.ts";
import type { Action } from "#mm/schemes/scheme.ts";
import { newWorld, type World } from "#mm/world/world.ts";

export interface Cost {
	/** Atomic operations and lock acquisitions for one pin (slow path, GUP-fast) and one unpin, of an order-0 page. */
	pinSlow: number;
	pinFast: number;
	unpin: number;
	/** The same for a large folio. */
	pinFastLarge: number;
	/** Locks shared by more than the page that pinning takes. */
	sharedLocks: string[];
	/** Bytes per page on 64-bit and 32-bit, and per pin. */
	bytes64: number;
	bytes32: number;
	bytesPerPin: number;
	/** Page flags on 64-bit and 32-bit. */
	flags64: number;
	flags32: number;
	/** Most pins of an order-0 page; null: as many as plain references. */
	largestPins: number | null;
}

function sample(era: EraName, scheme: string): World {
	return newWorld({
		era,
		scheme,
		policy: "none",
		fileSystem: "ext4",
		stableWrites: false,
		pages: [
			{ name: "A", kind: "file" },
			{ name: "L", kind: "file", large: true },
		],
		processes: ["app"],
		watch: [],
	});
}

/** Atomic operations of a list of actions. */
function atomicsOf(actions: readonly Action[]): number {
	return actions.reduce((sum, action) => sum + action.atomics, 0);
}

export function costOf(era: EraName, scheme: string): Cost {
	const world = sample(era, scheme);
	const [process] = world.processes;
	const [page, large] = world.pages;
	if (process === undefined || page === undefined || large === undefined)
		throw new Error("the sample world has a process and two pages");
	const request = { long: true, write: true };
	const { tracking } = world;
	const { footprint, largestPins, manner } = world.scheme;
	// A device behind a notifier takes no reference; the page lock adds its own two atomics.
	const none = manner === "notifier";
	const lock = manner === "page-lock" ? 1 : 0;
	const count = (actions: readonly Action[]) =>
		none ? 0 : atomicsOf(actions) + lock;
	const fast = tracking.pinFast(page, request, process);
	return {
		pinSlow: count(tracking.pinSlow(page, request, process)),
		pinFast: count(fast),
		unpin: count(tracking.unpin(page, request, process)),
		pinFastLarge: count(tracking.pinFast(large, request, process)),
		sharedLocks: [
			...new Set(
				fast.flatMap((action) =>
					action.sharedLock === undefined ? [] : [action.sharedLock],
				),
			),
		],
		bytes64: footprint.bytes64,
		bytes32: footprint.bytes32,
		bytesPerPin: footprint.bytesPerPin,
		flags64: footprint.flags64,
		flags32: footprint.flags32,
		largestPins,
	};
}

/** Names of the shared locks that a fast pin takes, in v5.0. */
export function sharedLocks(scheme: string): string {
	return costOf("v5.0", scheme).sharedLocks.join(", ");
}
