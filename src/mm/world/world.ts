// Everything the step programs of one scenario share.

import { bit, counter, type NumberCell } from "#explore/language/cell.ts";
import type { Effect } from "#explore/language/effect.ts";
import { type Expression, or } from "#explore/language/expression.ts";
import { pinCountingBias } from "../arithmetic/page-count.ts";
import type { Era, EraName } from "../eras/era.ts";
import { eras } from "../eras/eras.ts";
import type { FailureId } from "../failures/failure.ts";
import { type Monitors, newMonitors } from "../failures/monitors.ts";
import { type FileSystem, fileSystems } from "../filesystems/file-system.ts";
import { type KernelSteps, kernelSteps } from "../kernel/kernel-step.ts";
import { policyNamed } from "../policies/policies.ts";
import type { Policy } from "../policies/policy.ts";
import type { Place, Scheme, Tracking } from "../schemes/scheme.ts";
import { schemeNamed } from "../schemes/schemes.ts";
import { newPages, type Page, type PageSpec } from "./page.ts";
import {
	mappedBy,
	newProcess,
	type Process,
	pteOf,
	ptesDirty,
} from "./process.ts";

/** What a scenario must say before actors can act. */
export interface Setting {
	era: EraName;
	scheme: string;
	policy: string;
	fileSystem: string;
	/** The device below wants pages that do not change under I/O (BDI_CAP_STABLE_WRITES, AS_STABLE_WRITES). */
	stableWrites: boolean;
	pages: readonly PageSpec[];
	/** The first exists from the start; others begin with fork. */
	processes: readonly string[];
	watch: readonly FailureId[];
	/** Keep nr_foll_pin_acquired and nr_foll_pin_released. */
	countsPins?: boolean;
	/** A memory barrier that a what-if leaves out. */
	missingBarrier?: "gup" | "unmapper";
	/** GUP_PIN_COUNTING_BIAS, 1024 unless a scenario has too few mappings to reach that. */
	bias?: number;
	/** More processes that exist from the start. */
	existing?: readonly string[];
}

export interface World {
	setting: Setting;
	era: Era;
	scheme: Scheme;
	policy: Policy;
	fileSystem: FileSystem;
	kernel: KernelSteps;
	monitors: Monitors;
	tracking: Tracking;
	pages: readonly Page[];
	processes: readonly Process[];
	/** The file that pages of kind file and dax belong to. */
	inode: Inode;
	counters: { acquired: NumberCell; released: NumberCell };
	/** One actor tells another to begin. */
	signal: NumberCell;
}

export interface Inode {
	/** inode->i_rwsem held for writing. */
	rwsem: NumberCell;
	/** mapping->invalidate_lock (ext4 i_mmap_sem before v5.15). */
	invalidateReaders: NumberCell;
	invalidateWriter: NumberCell;
	/** The offset of the page is beyond i_size. */
	truncated: NumberCell;
	/** Who owns the disk block: 0 this file, 1 nobody, 2 another file. */
	blockOwner: NumberCell;
	/** The lease of the pinning file was broken. */
	leaseBroken: NumberCell;
	/** Writes that fsync caused. */
	ios: NumberCell;
}

function newInode(): Inode {
	return {
		rwsem: bit("i_rwsem"),
		invalidateReaders: counter("invalidate_lock readers", { greatest: 7 }),
		invalidateWriter: bit("invalidate_lock writer"),
		truncated: bit("truncated"),
		blockOwner: counter("block owner", { greatest: 2 }),
		leaseBroken: bit("lease broken"),
		ios: counter("writes issued", { greatest: 7 }),
	};
}

function fileSystemNamed(name: string): FileSystem {
	const found = fileSystems.find((one) => one.name === name);
	if (found === undefined)
		throw new Error(
			`there is no file system "${name}": ${fileSystems.map((one) => one.name).join(" ")}`,
		);
	return found;
}

/** @throws Error for a scheme, policy, file system or page that does not exist. */
export function newWorld(
	setting: Setting,
	used?: (reference: string) => void,
): World {
	const era = eras[setting.era];
	const scheme = schemeNamed(setting.scheme);
	const monitors = newMonitors(setting.watch);
	const pages = newPages(setting.pages);
	const existing = [setting.processes[0], ...(setting.existing ?? [])];
	const processes = setting.processes.map((name) =>
		newProcess(name, pages, existing.includes(name)),
	);
	const counters = {
		acquired: counter("nr_foll_pin_acquired", { greatest: 63 }),
		released: counter("nr_foll_pin_released", { greatest: 63 }),
	};
	const counts = setting.countsPins ?? false;
	return {
		setting,
		era,
		scheme,
		policy: policyNamed(setting.policy),
		fileSystem: fileSystemNamed(setting.fileSystem),
		kernel: kernelSteps(setting.era, used),
		monitors,
		tracking: scheme.track({
			era,
			pages,
			processes,
			monitors,
			acquired: (pinned) => (counts ? [counters.acquired.add(pinned)] : []),
			bias: setting.bias ?? pinCountingBias,
			released: (pinned) => (counts ? [counters.released.add(pinned)] : []),
		}),
		pages,
		processes,
		inode: newInode(),
		counters,
		signal: bit("signal"),
	};
}

export function pageNamed(world: World, name: string): Page {
	const found = world.pages.find((page) => page.name === name);
	if (found === undefined)
		throw new Error(
			`there is no page "${name}": ${world.pages.map((page) => page.name).join(" ")}`,
		);
	return found;
}

/** Pages that can stand at the same place (file offset or address) as this one: itself and its spares. */
export function candidates(world: World, page: Page): readonly Page[] {
	const place = page.spec.spareOf ?? page.name;
	return world.pages.filter(
		(one) => one.name === place || one.spec.spareOf === place,
	);
}

export function isMapped(world: World, page: Page): Expression {
	const mapped = mappedBy(world.processes, page);
	const kept = world.tracking.keepsMapped?.(page);
	return kept === undefined ? mapped : or(mapped, kept);
}

export function anyPteDirty(world: World, page: Page): Expression {
	return ptesDirty(world.processes, page);
}

/** What the scheme answers at a place; a scheme that cannot tell says no. */
export function isPinned(
	world: World,
	page: Page,
	place: Place,
	held: number,
): Expression {
	return world.tracking.isPinned(page, place, held) ?? or(false);
}

/** The page leaves the page cache: mapping = NULL, the slot and its marks are gone. */
export function detach(world: World, page: Page): Effect[] {
	return [
		page.attached.set(0),
		page.tagDirty.set(0),
		...(world.tracking.onDetach?.(page) ?? []),
	];
}

/** A page table entry goes: its dirty bit has been dealt with by the caller. */
export function clearPte(world: World, process: Process, page: Page): Effect[] {
	const pte = pteOf(process, page);
	return [
		pte.state.set("none"),
		pte.dirty.set(0),
		...stopDevice(world, process, page),
		...(world.tracking.onUnmap?.(page, process) ?? []),
	];
}

/** mmu_notifier_invalidate_range_start() returns only when no device writes through the entry any more. */
export function stopDevice(
	world: World,
	process: Process,
	page: Page,
): Effect[] {
	return world.scheme.manner === "notifier"
		? [pteOf(process, page).device.set(0)]
		: [];
}
