// Where code must not sleep: between taking and dropping a spinning lock, and in functions that interrupts, timers and
// completions call.

import type { Source } from "./entry.ts";
import { inTree } from "./source.ts";

/** A call after which, or until which, the caller must not sleep. */
export interface AtomicEntry {
	readonly name: string;
	readonly effect: "enter" | "leave";
	/** What is held then, in words of a message. */
	readonly holds: string;
	readonly source: Source;
}

/** A call or a field that makes a function run where it must not sleep. */
export type AtomicHandlerEntry = {
	/** In words of a message: `an interrupt handler`. */
	readonly runs: string;
	/** It runs because readers have gone, not because a transfer has ended. */
	readonly afterReaders: boolean;
	readonly source: Source;
} & (
	| { readonly by: "argument"; readonly name: string; readonly index: number }
	| { readonly by: "field"; readonly type: string; readonly field: string }
);

const spin = "include/linux/spinlock.h";
const rw = "include/linux/rwlock.h";
const irq = "include/linux/irqflags.h";

function pair(
	file: string,
	holds: string,
	take: readonly string[],
	drop: readonly string[],
): readonly AtomicEntry[] {
	const entry =
		(effect: AtomicEntry["effect"]) =>
		(name: string): AtomicEntry => ({
			name,
			effect,
			holds,
			source: inTree("v6.12", file, name),
		});
	return [...take.map(entry("enter")), ...drop.map(entry("leave"))];
}

export const atomicEntries: readonly AtomicEntry[] = [
	...pair(
		spin,
		"a spinlock is held",
		[
			"spin_lock",
			"spin_lock_nested",
			"spin_lock_bh",
			"spin_lock_irq",
			"spin_lock_irqsave",
			"spin_lock_irqsave_nested",
			"raw_spin_lock",
			"raw_spin_lock_nested",
			"raw_spin_lock_bh",
			"raw_spin_lock_irq",
			"raw_spin_lock_irqsave",
		],
		[
			"spin_unlock",
			"spin_unlock_bh",
			"spin_unlock_irq",
			"spin_unlock_irqrestore",
			"raw_spin_unlock",
			"raw_spin_unlock_bh",
			"raw_spin_unlock_irq",
			"raw_spin_unlock_irqrestore",
		],
	),
	...pair(
		rw,
		"a spinning read-write lock is held",
		[
			"read_lock",
			"read_lock_bh",
			"read_lock_irq",
			"read_lock_irqsave",
			"write_lock",
			"write_lock_bh",
			"write_lock_irq",
			"write_lock_irqsave",
		],
		[
			"read_unlock",
			"read_unlock_bh",
			"read_unlock_irq",
			"read_unlock_irqrestore",
			"write_unlock",
			"write_unlock_bh",
			"write_unlock_irq",
			"write_unlock_irqrestore",
		],
	),
	...pair(
		irq,
		"interrupts are off",
		["local_irq_disable", "local_irq_save"],
		["local_irq_enable", "local_irq_restore"],
	),
	...pair(
		"include/linux/bottom_half.h",
		"bottom halves are off",
		["local_bh_disable"],
		["local_bh_enable"],
	),
	...pair(
		"include/linux/preempt.h",
		"preemption is off",
		["preempt_disable"],
		["preempt_enable"],
	),
	...pair(
		"include/linux/rcupdate.h",
		"a read-side RCU section is open",
		["rcu_read_lock"],
		["rcu_read_unlock"],
	),
];

function handedTo(
	name: string,
	index: number,
	runs: string,
	source: Source,
): AtomicHandlerEntry {
	const afterReaders = name === "call_rcu";
	return { by: "argument", name, index, runs, afterReaders, source };
}

function storedIn(
	type: string,
	field: string,
	runs: string,
	source: Source,
): AtomicHandlerEntry {
	return { by: "field", type, field, runs, afterReaders: false, source };
}

const interrupt = "include/linux/interrupt.h";
const timer = "include/linux/timer.h";
const usb = "include/linux/usb.h";

/** Errs: a completion that one driver's hardware delivers from process context is counted among them too. */
export const atomicHandlers: readonly AtomicHandlerEntry[] = [
	...(
		[
			["request_irq", 1],
			["request_threaded_irq", 1],
			["devm_request_irq", 2],
			["devm_request_threaded_irq", 2],
		] as const
	).map(([name, index]) =>
		handedTo(
			name,
			index,
			"an interrupt handler",
			inTree("v6.12", interrupt, name),
		),
	),
	handedTo(
		"tasklet_init",
		1,
		"a tasklet",
		inTree("v6.12", interrupt, "tasklet_init"),
	),
	handedTo(
		"tasklet_setup",
		1,
		"a tasklet",
		inTree("v6.12", interrupt, "tasklet_setup"),
	),
	handedTo("timer_setup", 1, "a timer", inTree("v6.12", timer, "timer_setup")),
	handedTo("setup_timer", 1, "a timer", inTree("v4.14", timer, "setup_timer")),
	handedTo(
		"call_rcu",
		1,
		"an RCU callback",
		inTree("v6.12", "include/linux/rcupdate.h", "call_rcu"),
	),
	handedTo(
		"dma_fence_add_callback",
		2,
		"a fence callback",
		inTree("v6.12", "include/linux/dma-fence.h", "dma_fence_add_callback"),
	),
	handedTo(
		"usb_fill_bulk_urb",
		5,
		"the completion of a USB transfer",
		inTree("v6.12", usb, "usb_fill_bulk_urb"),
	),
	handedTo(
		"usb_fill_int_urb",
		5,
		"the completion of a USB transfer",
		inTree("v6.12", usb, "usb_fill_int_urb"),
	),
	storedIn(
		"struct urb",
		"complete",
		"the completion of a USB transfer",
		inTree("v6.12", usb, "urb"),
	),
	storedIn(
		"struct hrtimer",
		"function",
		"a timer",
		inTree("v6.12", "include/linux/hrtimer_types.h", "hrtimer"),
	),
	storedIn(
		"struct dma_async_tx_descriptor",
		"callback",
		"the completion of a DMA transfer, a tasklet",
		inTree("v6.12", "include/linux/dmaengine.h", "dma_async_tx_descriptor"),
	),
	storedIn(
		"struct dma_async_tx_descriptor",
		"callback_result",
		"the completion of a DMA transfer, a tasklet",
		inTree("v6.12", "include/linux/dmaengine.h", "dma_async_tx_descriptor"),
	),
	storedIn(
		"struct bio",
		"bi_end_io",
		"the completion of a bio",
		inTree("v6.12", "include/linux/blk_types.h", "bio"),
	),
];

const atomicOf = new Map(atomicEntries.map((entry) => [entry.name, entry]));

export function findAtomic(name: string): AtomicEntry | null {
	return atomicOf.get(name) ?? null;
}

/**
 * The text of a function has a call that sleeps, or allocates in a way that may: whoever wrote it did not think of atomic
 * context (include/linux/mutex.h, rwsem.h, wait.h, completion.h, delay.h, workqueue.h, gfp_types.h, v6.12).
 */
export function sleeps(body: string): boolean {
	return /\b(?:mutex_lock\w*|down_(?:read|write)\w*|wait_(?:event|for_completion)\w*|schedule_timeout\w*|msleep\w*|usleep_range|might_sleep|cond_resched|v[mz]alloc|(?:flush|cancel)_(?:delayed_)?work\w*)\s*\(|\bGFP_KERNEL\b/.test(
		body,
	);
}

/**
 * A call that leaves the rest to a work item, where it may sleep (include/linux/workqueue.h; block/bio.c:bio_check_pages_dirty
 * hands the bio to one, v6.12).
 */
export function defersToWork(name: string): boolean {
	return /^(schedule|queue)_(delayed_)?work(_on)?$|^bio_check_pages_dirty$/.test(
		name,
	);
}
