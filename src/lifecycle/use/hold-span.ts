// Whether a hold outlives the call that made it until user space ends it: taken by one entry of the file, let go by another.
//
// An entry is a function that nothing in the file calls. Reads who mentions whom for the whole file, so also functions that
// were not parsed. Errs: a file whose release is only called from another file shows as `exported`, which says less.

import { findNotifier } from "#catalog/catalog.ts";
import type { AnalyzedUnit } from "../analyze-unit.ts";
import { atomicReasonAt } from "../context/atomic-functions.ts";
import { type FollowedSite, isFromIterator } from "../follow-site.ts";
import type { ReleaseCall } from "../graph/hold-graph.ts";
import { negative, signsOf } from "../paths/value.ts";
import type { Unit } from "../unit/function-model.ts";
import { indexOf } from "../unit/unit-index.ts";

export interface LaterRelease {
	readonly release: ReleaseCall;
	/** The entry through which it is reached. */
	readonly entry: string;
	/** handler: the entry is this field of a table (`release` of `struct file_operations`) · exported: it is not static. */
	readonly by:
		| {
				readonly kind: "handler";
				readonly table: string;
				readonly field: string;
		  }
		| { readonly kind: "exported" };
}

/** Null where the hold ends in the call, where a completion ends it, or where that cannot be told. */
export function laterRelease(
	unit: AnalyzedUnit,
	site: FollowedSite,
): LaterRelease | null {
	const stored = [...site.reach.places].some((place) => /^[fg]:/.test(place));
	if (!stored || !outlivesEntries(unit, site)) return null;
	const file = unit.unit;
	if (hasNotifier(file)) return null;
	if (site.releases.some((release) => isAsynchronous(unit, release)))
		return null;
	const index = indexOf(unit);
	const taking = index.callersOf(site.acquire.model.name);
	const found = site.releases.flatMap((release) =>
		[...index.callersOf(release.model.name)]
			.filter(
				(name) =>
					!taking.has(name) &&
					isEntry(unit, name) &&
					!beginning.test(name) &&
					!takesItself(unit, name, release),
			)
			.flatMap((entry) => {
				const by = howCalled(file, entry);
				return by === null ? [] : [{ release, entry, by }];
			}),
	);
	// An iterator is one request: its answer ends it, unless closing a file does.
	if (isFromIterator(site))
		return (
			found.find(
				({ by }) =>
					by.kind === "handler" && by.table === "struct file_operations",
			) ?? null
		);
	return found.find(({ by }) => by.kind === "handler") ?? found[0] ?? null;
}

/** One call of the entry takes pages for the same place and lets them go: what it releases is from that very call. */
function takesItself(
	unit: AnalyzedUnit,
	entry: string,
	release: ReleaseCall,
): boolean {
	const index = indexOf(unit);
	return unit.graph.acquires.some(
		(acquire) =>
			!acquire.holdsNothing &&
			index.callersOf(acquire.model.name).has(entry) &&
			release.places.some((place) => index.reachOf(acquire).places.has(place)),
	);
}

/**
 * The outermost function in which the hold was followed comes back without an error while the pages are still held, in an
 * object or through what it returns. Pages that one way lets go under a condition that says nothing of them are taken to
 * be held on the other way.
 */
function outlivesEntries(unit: AnalyzedUnit, site: FollowedSite): boolean {
	const at = site.acquire.call.start;
	const index = indexOf(unit);
	const own = unit.functions.find(
		({ context }) => context.model === site.acquire.model,
	);
	// Which of its ways keep the pages is then not known: that another entry lets go of them has to do.
	if (own?.paths.complete === false) return true;
	const leaving = new Map(
		unit.functions.map(({ context, paths }) => [
			context.model.name,
			paths.returns.flatMap(({ value, state }) =>
				[...state.holds.values()].flatMap((hold) =>
					context.holdSources.get(hold.acquire)?.acquires.includes(at)
						? [{ value, status: hold.status }]
						: [],
				),
			),
		]),
	);
	return [...leaving].some(
		([name, ways]) =>
			!index
				.mentioning(name)
				.some(
					(outline) =>
						outline.name !== name &&
						(leaving.get(outline.name)?.length ?? 0) > 0,
				) &&
			ways.some(
				({ value, status }) =>
					/^(stored|returned|absent)$/.test(status) &&
					(value === null || signsOf(value) !== negative),
			),
	);
}

/** Entries that begin a life; what they release, they release on their error exits or in what they set up. */
const beginning = /(^|_)(alloc|init|create|probe|open|start|setup)(_|$)/;

/** Names by which drivers call what runs when a transfer has ended. */
const completing = /complet|callback|_cb$|_done|_isr|_irq|end_?io|tasklet/;

/** Some function of the file asks for a notifier, or is told by one. */
export function hasNotifier(unit: Unit): boolean {
	return unit.view.functions.some(({ identifiers }) =>
		[...identifiers].some((name) => findNotifier(name) !== null),
	);
}

/** A transfer in flight: its end, not user space, lets the pages go. */
function isAsynchronous(context: AnalyzedUnit, release: ReleaseCall): boolean {
	const { unit } = context;
	const reason = atomicReasonAt(unit, release.model, release.call.start);
	return (
		[...indexOf(context).callersOf(release.model.name)].some((name) =>
			completing.test(name),
		) ||
		(reason?.kind === "handler" && !reason.afterReaders)
	);
}

function isEntry(context: AnalyzedUnit, name: string): boolean {
	return indexOf(context)
		.mentioning(name)
		.every((outline) => outline.name === name);
}

function howCalled(unit: Unit, name: string): LaterRelease["by"] | null {
	for (const table of unit.view.tables)
		for (const { designator, value } of table.items)
			if (
				designator !== null &&
				value.kind === "identifier" &&
				value.name === name
			)
				return { kind: "handler", table: table.type.base, field: designator };
	const outline = unit.view.functions.find((entry) => entry.name === name);
	return outline?.isStatic === false ? { kind: "exported" } : null;
}
