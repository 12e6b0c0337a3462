// Breadth-first search by several workers: each owns the states that hash to it, and hands the others theirs.
//
// The workers go in step: everybody expands a portion, everybody takes what is meant for him, and so on; a level of
// the search ends when all have nothing left of it. So counts are those of the search by one, to the unit. The code
// here is pure: who calls it says how a worker is started, so that it runs under node and in a page.

import type { Machine } from "../compile/machine.ts";
import {
	type SearchKernel,
	searchKernelFrom,
	searchKernelSource,
	tally,
} from "../compile/search-kernel.ts";
import { breadthFirst } from "./breadth-first.ts";
import type { Limits, Verdict } from "./verdict.ts";

/** All that a worker is told; can be sent to one as it is. */
export interface WorkerTask {
	index: number;
	workers: number;
	/** Text of the generated kernel. */
	kernel: string;
	initial: Int32Array;
	/** Most successors of a state. */
	widest: number;
	/** Shared control words. */
	control: SharedArrayBuffer;
	/** Shared boxes: from worker f to worker t in round r at (r & 1, f, t). */
	boxes: SharedArrayBuffer[];
	/** Most bytes for this worker's share of the visited set. */
	bytes: number;
}

export interface WorkerReport {
	states: number;
	transitions: number;
	failing: number;
	ends: number;
	stopped: boolean;
}

/** Starts a worker that calls `runWorker` with the task, and brings its report. */
export type Spawn = (task: WorkerTask) => Promise<WorkerReport>;

/** States expanded between two meetings. */
const portion = 16_384;

/** Control words: arrivals at the barrier, its generation, then two flags per parity of the round. */
const control = {
	arrived: 0,
	generation: 1,
	busy: 2,
	failed: 4,
	full: 6,
	length: 8,
};

/** Waits until all workers are here. */
function meet(words: Int32Array, workers: number): void {
	const generation = Atomics.load(words, control.generation);
	if (Atomics.add(words, control.arrived, 1) === workers - 1) {
		Atomics.store(words, control.arrived, 0);
		Atomics.add(words, control.generation, 1);
		Atomics.notify(words, control.generation);
		return;
	}
	for (let spin = 0; spin < 2_000; spin++)
		if (Atomics.load(words, control.generation) !== generation) return;
	while (Atomics.load(words, control.generation) === generation)
		Atomics.wait(words, control.generation, generation);
}

interface Worker {
	task: WorkerTask;
	kernel: SearchKernel;
	visited: Int32Array;
	mask: number;
	current: Int32Array;
	length: number;
	next: Int32Array;
	at: number;
	counts: Int32Array;
	/** Box of each pair, by round parity: first word is the number of words that follow. */
	boxes: Int32Array[];
	mine: Int32Array;
}

function makeRoom(worker: Worker, states: number): boolean {
	const { kernel } = worker;
	const needed = (worker.counts[tally.entries] ?? 0) + states;
	while (needed * 3 > (worker.mask + 1) * 2) {
		const entries = (worker.mask + 1) * 2;
		if (entries * kernel.entryWords * 4 > worker.task.bytes) return false;
		const visited = new Int32Array(entries * kernel.entryWords);
		kernel.rehash(worker.visited, visited, entries - 1);
		worker.visited = visited;
		worker.mask = entries - 1;
	}
	const size = worker.at + states * kernel.words;
	if (size > worker.next.length) {
		const grown = new Int32Array(Math.max(size, worker.next.length * 2));
		grown.set(worker.next.subarray(0, worker.at));
		worker.next = grown;
	}
	return true;
}

function take(worker: Worker, box: Int32Array, length: number): boolean {
	const { kernel } = worker;
	if (!makeRoom(worker, length / kernel.words)) return false;
	worker.at = kernel.insert(
		box,
		length,
		worker.visited,
		worker.mask,
		worker.next,
		worker.at,
		worker.counts,
	);
	return true;
}

function boxNumber(task: WorkerTask, parity: number, from: number, to: number) {
	return (parity * task.workers + from) * task.workers + to;
}

/** Puts each successor into the box of its owner. */
function post(
	worker: Worker,
	out: Int32Array,
	made: number,
	parity: number,
): void {
	const { task, kernel } = worker;
	const boxes = Array.from({ length: task.workers }, (_, to) =>
		to === task.index
			? worker.mine
			: (worker.boxes[boxNumber(task, parity, task.index, to)] as Int32Array),
	);
	kernel.route(out, made, boxes);
}

/** Takes the states meant for this worker, from itself and from all others. */
function collect(worker: Worker, parity: number): boolean {
	const { task } = worker;
	for (let from = 0; from < task.workers; from++) {
		const box =
			from === task.index
				? worker.mine
				: (worker.boxes[
						boxNumber(task, parity, from, task.index)
					] as Int32Array);
		if (!take(worker, box.subarray(1), box[0] ?? 0)) return false;
	}
	return true;
}

function newWorker(task: WorkerTask): Worker {
	const kernel = searchKernelFrom(task.kernel);
	const entries = 1 << 12;
	const { words } = kernel;
	return {
		task,
		kernel,
		visited: new Int32Array(entries * kernel.entryWords),
		mask: entries - 1,
		current: new Int32Array(portion * words),
		length: 0,
		next: new Int32Array(portion * words),
		at: 0,
		counts: new Int32Array(tally.length),
		boxes: task.boxes.map((box) => new Int32Array(box)),
		mine: new Int32Array(1 + portion * words * task.widest),
	};
}

/** The whole life of a worker. Blocks its thread; not for the main thread of a page. */
export function runWorker(task: WorkerTask): WorkerReport {
	const worker = newWorker(task);
	const { kernel, counts } = worker;
	const { words } = kernel;
	const shared = new Int32Array(task.control);
	const out = new Int32Array(portion * words * task.widest);
	const moved = new Uint8Array(portion);
	const report: WorkerReport = {
		states: 0,
		transitions: 0,
		failing: 0,
		ends: 0,
		stopped: false,
	};
	const start = task.initial.slice();
	kernel.canonical(start, 0);
	if (kernel.owner(start, 0, task.workers) === task.index)
		take(worker, start, words);
	let round = 0;
	for (;;) {
		[worker.current, worker.next] = [worker.next, worker.current];
		worker.length = worker.at;
		worker.at = 0;
		report.states += worker.length / words;
		let level = false;
		for (let from = 0; ; from += portion * words, round++) {
			const parity = round & 1;
			const to = Math.min(worker.length, from + portion * words);
			const made =
				from < to
					? kernel.expand(worker.current, from, to, out, moved, counts)
					: 0;
			report.transitions += made / words;
			post(worker, out, made, parity);
			if (to < worker.length || made > 0)
				Atomics.store(shared, control.busy + parity, round + 1);
			if ((counts[tally.failing] ?? 0) > 0)
				Atomics.store(shared, control.failed, 1);
			meet(shared, task.workers);
			if (!collect(worker, parity)) Atomics.store(shared, control.full, 1);
			if (Atomics.load(shared, control.busy + parity) !== round + 1) break;
			level = true;
		}
		round++;
		meet(shared, task.workers);
		report.stopped = Atomics.load(shared, control.full) === 1;
		if (!level || report.stopped) break;
	}
	report.failing = counts[tally.failing] ?? 0;
	report.ends = counts[tally.ends] ?? 0;
	return report;
}

export interface ParallelResult extends WorkerReport {
	elapsedMs: number;
}

/** Visits every reachable state once, with `workers` workers. */
export async function sweepInParallel(
	machine: Machine,
	spawn: Spawn,
	workers: number,
	limits: Limits = {},
): Promise<ParallelResult> {
	const kernel = searchKernelSource(machine.model);
	const widest = machine.model.flows.reduce(
		(sum, flow) =>
			sum + Math.max(0, ...flow.locations.map((list) => list.length)),
		1,
	);
	const boxBytes = (1 + portion * machine.words * widest) * 4;
	const shared = {
		control: new SharedArrayBuffer(control.length * 4),
		boxes: Array.from(
			{ length: 2 * workers * workers },
			() => new SharedArrayBuffer(boxBytes),
		),
	};
	const started = performance.now();
	const reports = await Promise.all(
		Array.from({ length: workers }, (_, index) =>
			spawn({
				index,
				workers,
				kernel,
				initial: machine.initial,
				widest,
				...shared,
				bytes: (limits.bytes ?? Number.POSITIVE_INFINITY) / workers,
			}),
		),
	);
	const total = (pick: (report: WorkerReport) => number): number =>
		reports.reduce((sum, report) => sum + pick(report), 0);
	return {
		states: total((one) => one.states),
		transitions: total((one) => one.transitions),
		failing: total((one) => one.failing),
		ends: total((one) => one.ends),
		stopped: reports.some((one) => one.stopped),
		elapsedMs: performance.now() - started,
	};
}

/** The verdict of several workers; a failing run is then found by one. */
export async function exploreInParallel(
	machine: Machine,
	spawn: Spawn,
	workers: number,
	limits: Limits = {},
): Promise<Verdict> {
	const found = await sweepInParallel(machine, spawn, workers, limits);
	const counts = {
		states: found.states,
		transitions: found.transitions,
		runs: 0,
		elapsedMs: found.elapsedMs,
	};
	if (found.failing > 0) return breadthFirst.explore(machine, limits);
	return found.stopped
		? { kind: "stopped", because: `more than ${limits.bytes} bytes`, counts }
		: { kind: "holds", counts };
}
