// A thread of a machine, as its user sees it: one method per call.

import type { Cell } from "#explore/language/expression.ts";
import type { Statement } from "#explore/language/statement.ts";
import { cpuStore } from "../operations/cpu-store.ts";
import { deviceWrite } from "../operations/device.ts";
import { fsync } from "../operations/fsync.ts";
import { getUserPages } from "../operations/get-user-pages.ts";
import { dropCaches, invalidateInodePages2 } from "../operations/invalidate.ts";
import { munmap } from "../operations/munmap.ts";
import { shrinkPageList } from "../operations/reclaim.ts";
import { type Dirtying, release } from "../operations/release.ts";
import { truncate } from "../operations/truncate.ts";
import { backgroundWriteback } from "../operations/writepages.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { pteOf } from "../world/process.ts";
import { pageNamed, type World } from "../world/world.ts";
import { isOver, newTask, type Task, waitingFor } from "./task.ts";

/** What a thread needs of the machine it runs on. */
export interface Host {
	readonly world: World;
	/** One step of a task; false if it has to wait. */
	advance(performer: Performer, task: Task): boolean;
	/** Runs this thread and, where it waits, the others, until done. */
	runUntil(done: () => boolean, first: Thread): void;
	/** The word an enumerated cell stands at. */
	word(cell: Cell): string;
}

/** The call could not do what it was asked, e.g. -EFAULT. */
export class CallFailed extends Error {}

export interface PinOptions {
	/** GUP-fast first (default), or the slow path at once. */
	fast?: boolean;
	/** FOLL_LONGTERM. */
	long?: boolean;
	/** FOLL_WRITE (default). */
	write?: boolean;
}

/**
 * Calls queue an operation and run the thread to its end; where it has to wait, other threads go on. `later` queues
 * only: machine.run() decides the order.
 */
export class Thread {
	readonly name: string;
	readonly #machine: Host;
	readonly #performer: Performer;
	readonly #queue: Task[] = [];
	#runsAtOnce = true;

	constructor(machine: Host, performer: Performer) {
		this.name = performer.name;
		this.#machine = machine;
		this.#performer = performer;
	}

	/** The same thread, whose calls only queue. */
	get later(): Thread {
		this.#runsAtOnce = false;
		return this;
	}

	get busy(): boolean {
		return this.#queue.length > 0;
	}

	get waitsFor(): string {
		const [task] = this.#queue;
		return task === undefined ? "nothing" : waitingFor(task);
	}

	/** One step of what is queued; false if there is nothing, or it has to wait. */
	step(): boolean {
		const [task] = this.#queue;
		if (task === undefined) return false;
		const moved = this.#machine.advance(this.#performer, task);
		if (isOver(task)) this.#queue.shift();
		if (task.failed === true) {
			task.failed = false;
			throw new CallFailed(`${this.name}: ${task.name} failed`);
		}
		return moved;
	}

	/** pin_user_pages(): whatever the scheme does for a pin. */
	pin(page: string, options: PinOptions = {}): void {
		this.#acquire("pin_user_pages", "pin", page, options);
	}

	/** get_user_pages(): FOLL_GET. */
	get(page: string, options: PinOptions = {}): void {
		this.#acquire("get_user_pages", "get", page, options);
	}

	/** unpin_user_pages_dirty_lock() where `dirty`, else unpin_user_page(). */
	unpin(page: string, options: { dirty?: boolean; long?: boolean } = {}): void {
		this.#release("unpin_user_pages", "pin", page, options);
	}

	/** put_page(), after set_page_dirty_lock() where `dirty`. */
	put(page: string, options: { dirty?: boolean } = {}): void {
		this.#release("put_page", "get", page, options);
	}

	/** A device writes bytes into a page it holds, in two halves. */
	dma(page: string, offset: number, bytes: Uint8Array): void {
		const half = Math.ceil(bytes.length / 2);
		this.#do("DMA", deviceWrite(this.#performer, this.#page(page), 2), [
			{ offset, bytes: bytes.slice(0, half) },
			{ offset: offset + half, bytes: bytes.slice(half) },
		]);
	}

	/** The CPU writes through its mapping. */
	write(page: string, offset: number, bytes: Uint8Array): void {
		this.#do(
			"store",
			[cpuStore(this.#performer, this.#page(page))],
			[{ offset, bytes: bytes.slice() }],
		);
	}

	/** The flusher goes over the page once. */
	writepages(page: string): void {
		this.#do(
			"writepages",
			backgroundWriteback(this.#performer, this.#page(page)),
		);
	}

	fsync(page: string): void {
		this.#do("fsync", [fsync(this.#performer, this.#page(page))]);
	}

	/** Reclaim tries to free the page. */
	reclaim(page: string): void {
		this.#do("shrink_page_list", [
			shrinkPageList(this.#performer, this.#page(page), { writes: false }),
		]);
	}

	munmap(page: string): void {
		this.#do("munmap", [munmap(this.#performer, this.#page(page))]);
	}

	truncate(page: string): void {
		this.#do("truncate", [truncate(this.#performer, this.#page(page))]);
	}

	/** What an O_DIRECT write to the file does to its page cache. */
	invalidate(page: string): void {
		this.#do("invalidate_inode_pages2", [
			invalidateInodePages2(this.#performer, this.#page(page)),
		]);
	}

	dropCaches(page: string): void {
		this.#do("drop_caches", [dropCaches(this.#performer, this.#page(page))]);
	}

	/** The page table entry of the process for the page: "none", "read-only", "writable". */
	entry(page: string): string {
		const { state } = pteOf(this.#performer.process, this.#page(page));
		return this.#machine.word(state);
	}

	#acquire(
		name: string,
		kind: "get" | "pin",
		page: string,
		options: PinOptions,
	): void {
		this.#do(name, [
			getUserPages(this.#performer, this.#page(page), {
				kind,
				path: (options.fast ?? true) ? "fast" : "slow",
				long: options.long ?? false,
				write: options.write ?? true,
			}),
		]);
	}

	#release(
		name: string,
		kind: "get" | "pin",
		page: string,
		options: { dirty?: boolean; long?: boolean },
	): void {
		const testsFirst =
			kind === "pin" && this.#machine.world.era.name !== "v5.0";
		const dirty: Dirtying = !(options.dirty ?? false)
			? "none"
			: testsFirst
				? "test-lock"
				: "lock";
		this.#do(name, [
			release(this.#performer, this.#page(page), {
				kind,
				dirty,
				long: options.long ?? false,
				write: true,
			}),
		]);
	}

	#page(name: string): Page {
		return pageNamed(this.#machine.world, name);
	}

	#do(
		name: string,
		program: readonly Statement[],
		writes: Task["writes"] = [],
	): void {
		const task = newTask(name, program, writes);
		this.#queue.push(task);
		if (!this.#runsAtOnce) {
			this.#runsAtOnce = true;
			return;
		}
		this.#machine.runUntil(() => !this.#queue.includes(task), this);
	}
}
