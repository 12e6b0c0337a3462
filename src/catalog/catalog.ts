// Lookups over the catalogue's data.

import { bioAcquires, bioDirties, bioReleases } from "./bio.ts";
import { busAddresses } from "./bus-addresses.ts";
import { carrierDerivations } from "./carrier-derivations.ts";
import { containerDerivations } from "./container-derivations.ts";
import { cpuContacts } from "./cpu-contacts.ts";
import { deviceContacts } from "./device-contacts.ts";
import { dirtyEntries } from "./dirty.ts";
import { duplicateEntries } from "./duplicate.ts";
import type {
	AcquireEntry,
	CatalogEntry,
	ContactEntry,
	DerivationEntry,
	DirtyEntry,
	FlagEntry,
	KernelVersion,
	MmapLockEntry,
	NotifierEntry,
	ReleaseEntry,
	Span,
} from "./entry.ts";
import { flagEntries } from "./flags.ts";
import { frameVectorAcquires, frameVectorReleases } from "./frame-vector.ts";
import { gupEntries } from "./gup.ts";
import { iovIterEntries } from "./iov-iter.ts";
import { compareVersions } from "./kernel-version.ts";
import { kvmReleases } from "./kvm.ts";
import { lookAlikeEntries } from "./look-alike.ts";
import { mmapLockEntries } from "./mmap-lock.ts";
import { notifierEntries } from "./mmu-notifier.ts";
import { pageDerivations } from "./page-derivations.ts";
import { pinAcquires, pinReleases } from "./pin.ts";
import { putEntries } from "./put.ts";

export const acquires: readonly AcquireEntry[] = [
	...gupEntries,
	...pinAcquires,
	...iovIterEntries,
	...frameVectorAcquires,
	...bioAcquires,
];
export const releases: readonly ReleaseEntry[] = [
	...pinReleases,
	...putEntries,
	...frameVectorReleases,
	...bioReleases,
	...kvmReleases,
];
export const dirties: readonly DirtyEntry[] = [...dirtyEntries, ...bioDirties];
export const derivations: readonly DerivationEntry[] = [
	...pageDerivations,
	...carrierDerivations,
	...containerDerivations,
];
export const contacts: readonly ContactEntry[] = [
	...deviceContacts,
	...cpuContacts,
];
export const entries: readonly CatalogEntry[] = [
	...acquires,
	...releases,
	...duplicateEntries,
	...dirties,
	...lookAlikeEntries,
];

function groupByName<T extends { readonly name: string }>(
	all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const one of all) {
		const group = groups.get(one.name);
		if (group) group.push(one);
		else groups.set(one.name, [one]);
	}
	return groups;
}

const entryOf = new Map(entries.map((entry) => [entry.name, entry]));
const flagOf = new Map(flagEntries.map((entry) => [entry.name, entry]));
const notifierOf = new Map(notifierEntries.map((entry) => [entry.name, entry]));
const lockOf = new Map(mmapLockEntries.map((entry) => [entry.name, entry]));
const derivationsOf = groupByName(derivations);
const contactsOf = groupByName(contacts);
const addressNames = new Set(busAddresses.map(({ name }) => name));

/** What a called function does with holds, by its name; null: the catalogue does not know the name. */
export function findEntry(name: string): CatalogEntry | null {
	return entryOf.get(name) ?? null;
}

export function findFlag(name: string): FlagEntry | null {
	return flagOf.get(name) ?? null;
}

export function findNotifier(name: string): NotifierEntry | null {
	return notifierOf.get(name) ?? null;
}

/** Calls that register a notifier of the page tables. */
export const registeringNames: readonly string[] = notifierEntries.flatMap(
	({ name, shows }) => (shows === "register" ? [name] : []),
);

export function findMmapLock(name: string): MmapLockEntry | null {
	return lockOf.get(name) ?? null;
}

/** Every way in which a call makes one of its arguments, or its result, stand for another. */
export function findDerivations(name: string): readonly DerivationEntry[] {
	return derivationsOf.get(name) ?? [];
}

/** Whether the call gives the address of a page as a device, firmware or a hypervisor uses it. */
export function isBusAddress(name: string): boolean {
	return addressNames.has(name);
}

/** Every argument through which a call touches the contents of pages. */
export function findContacts(name: string): readonly ContactEntry[] {
	return contactsOf.get(name) ?? [];
}

const namesOf = (all: readonly { readonly name: string }[]) =>
	new Set(all.map((entry) => entry.name));

const apiAcquires = namesOf(acquires.filter((entry) => entry.level === "api"));
const helperAcquires = namesOf(
	acquires.filter((entry) => entry.level === "helper"),
);
const releaseSet = namesOf(releases);
const dirtySet = namesOf(dirties);

/** Calls that are sites. */
export function acquireNames(): ReadonlySet<string> {
	return apiAcquires;
}

export function isAcquireName(word: string): boolean {
	return apiAcquires.has(word);
}

/** Exported wrappers that leave a hold with their caller but are no site of their own. */
export function helperNames(): ReadonlySet<string> {
	return helperAcquires;
}

export function releaseNames(): ReadonlySet<string> {
	return releaseSet;
}

/** Calls that only dirty; releases that dirty as well are in releaseNames(). */
export function dirtyNames(): ReadonlySet<string> {
	return dirtySet;
}

/** Whether something with this span exists in a kernel release, its stable updates included. */
export function existsIn(span: Span, kernel: KernelVersion): boolean {
	if (span.backports?.includes(kernel)) return true;
	return (
		(span.since === null || compareVersions(span.since, kernel) <= 0) &&
		(span.until === null || compareVersions(kernel, span.until) < 0)
	);
}

/** The entry as it behaved in a kernel release; null means the newest. */
export function acquireIn(
	entry: AcquireEntry,
	kernel: KernelVersion | null,
): AcquireEntry {
	const era =
		kernel !== null &&
		entry.eras?.find((one) => compareVersions(kernel, one.until) < 0);
	if (!era) return entry;
	return {
		...entry,
		kind: era.kind ?? entry.kind,
		longTerm: era.longTerm ?? entry.longTerm,
		needsMmapLock: era.needsMmapLock ?? entry.needsMmapLock,
	};
}
