// The executable memory management as a library: the step programs of the model, run one after the other or interleaved
// by a deterministic scheduler, with real page contents.

import type { Cell } from "#explore/language/expression.ts";
import type { EraName } from "../eras/era.ts";
import { eras } from "../eras/eras.ts";
import {
	type FailureId,
	failureIds,
	failureTitles,
} from "../failures/failure.ts";
import { schemeNamed } from "../schemes/schemes.ts";
import type { Page } from "../world/page.ts";
import { newPerformer, type Performer } from "../world/performer.ts";
import {
	isMapped,
	isPinned,
	newWorld,
	pageNamed,
	type World,
} from "../world/world.ts";
import { apply, evaluate, newStore, numberIn, type Store } from "./store.ts";
import { nextStep, type Task } from "./task.ts";
import { type Host, Thread } from "./thread.ts";

export const pageSize = 4096;

export interface MachineOptions {
	era?: EraName;
	/** Default: what the era has. */
	scheme?: string;
	policy?: string;
	fileSystem?: string;
	stableWrites?: boolean;
	/** Names of the pages of the one file, all mapped shared by the one process. */
	pages?: readonly string[];
}

/** One step that was taken. */
export interface Event {
	thread: string;
	operation: string;
	step: string;
	source: string | null;
}

/** A failure of the catalogue, noted when it first happened. */
export interface Warning {
	failure: FailureId;
	title: string;
	/** Number of the event it happened in, from 0. */
	event: number;
}

export interface PageState {
	refcount: number;
	/** Complete pins that are held. */
	pins: number;
	maybeDmaPinned: boolean;
	mapped: boolean;
	dirty: boolean;
	writeback: boolean;
	locked: boolean;
	buffers: boolean;
	/** Still a page of the file. */
	inPageCache: boolean;
}

/** Everybody waits for somebody. */
export class Deadlock extends Error {}

/** A small kernel. All of it is deterministic: the same calls give the same events. */
export class Machine implements Host {
	readonly events: Event[] = [];
	readonly warnings: Warning[] = [];
	readonly #world: World;
	readonly #store: Store;
	readonly #threads = new Map<string, Thread>();

	/** @throws Error for a scheme, policy or file system that does not exist. */
	constructor(options: MachineOptions = {}) {
		const facts = eras[options.era ?? "v6.12"];
		const policy =
			options.scheme === undefined
				? facts.policy
				: schemeNamed(options.scheme).suitablePolicy;
		this.#world = newWorld({
			era: facts.name,
			scheme: options.scheme ?? facts.scheme,
			policy: options.policy ?? policy,
			fileSystem: options.fileSystem ?? "ext4",
			stableWrites: options.stableWrites ?? false,
			pages: (options.pages ?? ["A"]).map((name) => ({ name, kind: "file" })),
			processes: ["app"],
			watch: failureIds.filter((id) => id !== "F14" && id !== "F5"),
			countsPins: true,
		});
		this.#store = newStore();
		for (const page of this.#world.pages) {
			this.#store.bytes.set(page.memory, new Uint8Array(pageSize));
			this.#store.bytes.set(page.disk, new Uint8Array(pageSize));
		}
	}

	/** A thread by name; the same name is the same thread. */
	thread(name: string): Thread {
		const known = this.#threads.get(name);
		if (known !== undefined) return known;
		const [process] = this.#world.processes;
		if (process === undefined) throw new Error("a machine has a process");
		const made = new Thread(this, newPerformer(this.#world, name, process));
		this.#threads.set(name, made);
		return made;
	}

	/** What is in memory, a copy of 4096 bytes. */
	memory(page: string): Uint8Array {
		return this.#bytes(pageNamed(this.#world, page), "memory");
	}

	/** What is on disk at the offset of the page. */
	disk(page: string): Uint8Array {
		return this.#bytes(pageNamed(this.#world, page), "disk");
	}

	page(name: string): PageState {
		const page = pageNamed(this.#world, name);
		const flag = (cell: Parameters<typeof numberIn>[1]) =>
			numberIn(this.#store, cell) !== 0;
		return {
			refcount: numberIn(this.#store, page.refcount),
			pins: numberIn(this.#store, page.pins),
			maybeDmaPinned:
				evaluate(this.#store, isPinned(this.#world, page, "release", 0)) !== 0,
			mapped: evaluate(this.#store, isMapped(this.#world, page)) !== 0,
			dirty: flag(page.dirty),
			writeback: flag(page.writeback),
			locked: flag(page.locked),
			buffers: flag(page.buffers),
			inPageCache: flag(page.attached),
		};
	}

	/** As /proc/vmstat names them. */
	get vmstat(): Readonly<Record<string, number>> {
		const { acquired, released } = this.#world.counters;
		const sum = (cells: Parameters<typeof numberIn>[1][]) =>
			cells.reduce((total, cell) => total + numberIn(this.#store, cell), 0);
		const { pages } = this.#world;
		return {
			nr_foll_pin_acquired: sum([acquired]),
			nr_foll_pin_released: sum([released]),
			nr_dirty: sum(pages.map((page) => page.accountedDirty)),
			nr_writeback: sum(pages.map((page) => page.writeback)),
			nr_mapped: pages.filter((page) => this.page(page.name).mapped).length,
		};
	}

	/**
	 * Runs all threads to the end of their queues. `order`: names of threads, one per step, for as long as it lasts;
	 * afterwards, and where a named thread cannot go on, the first that can, in order of creation.
	 * @throws Deadlock if threads are left that wait for each other.
	 */
	run(order: Iterable<string> = []): void {
		for (const name of order) this.thread(name).step();
		for (;;) {
			const threads = [...this.#threads.values()].filter((one) => one.busy);
			if (threads.length === 0) return;
			if (!threads.some((one) => one.step()))
				throw new Deadlock(
					threads.map((one) => `${one.name} waits: ${one.waitsFor}`).join("; "),
				);
		}
	}

	/** @internal Runs this and, where it waits, the others, until done. */
	runUntil(done: () => boolean, first: Thread): void {
		while (!done()) {
			if (first.step()) continue;
			const others = [...this.#threads.values()].filter(
				(one) => one !== first && one.busy,
			);
			if (!others.some((one) => one.step()))
				throw new Deadlock(
					[first, ...others]
						.map((one) => `${one.name} waits: ${one.waitsFor}`)
						.join("; "),
				);
		}
	}

	/** @internal The word an enumerated cell stands at. */
	word(cell: Cell): string {
		return cell.words?.[numberIn(this.#store, cell)] ?? "";
	}

	/** @internal One step of a task; false if it has to wait. */
	advance(performer: Performer, task: Task): boolean {
		const transition = nextStep(this.#store, task);
		if (transition === null) return false;
		apply(this.#store, transition.effects, (cell, before) =>
			this.#write(cell, before, task),
		);
		task.location = transition.to;
		this.events.push({
			thread: performer.name,
			operation: task.name,
			step: transition.label,
			source: transition.source,
		});
		this.#noteFailures();
		if (numberIn(this.#store, performer.failed) !== 0) {
			this.#store.values.set(performer.failed, 0);
			task.failed = true;
		}
		return true;
	}

	/** @internal */
	get world(): World {
		return this.#world;
	}

	#bytes(page: Page, which: "memory" | "disk"): Uint8Array {
		const bytes = this.#store.bytes.get(page[which]);
		if (bytes === undefined) throw new Error(`${page.name} has no ${which}`);
		return bytes.slice();
	}

	#write(_cell: unknown, before: Uint8Array, task: Task): Uint8Array {
		const part = task.writes.shift();
		if (part === undefined) return before;
		const after = before.slice();
		after.set(part.bytes, part.offset);
		return after;
	}

	#noteFailures(): void {
		for (const failure of this.#world.monitors.watched) {
			if (this.warnings.some((one) => one.failure === failure)) continue;
			if (numberIn(this.#store, this.#world.monitors.seen(failure)) === 0)
				continue;
			this.warnings.push({
				failure,
				title: failureTitles[failure],
				event: this.events.length - 1,
			});
		}
	}
}
