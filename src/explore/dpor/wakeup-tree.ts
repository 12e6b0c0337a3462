// Wakeup trees: what is still to be explored at each position of the run, as sequences that are known to be new.
//
// Source   P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas: "Optimal dynamic partial order reduction", POPL 2014, §5

import { hasBit, type Run } from "./run.ts";

export interface Branch {
	transition: number;
	children: Branch[];
}

/** The rest of a sequence: events of the run, then a last step that the run does not contain. */
export interface Sequence {
	/** Events of the run that belong to it. */
	events: Int32Array;
	/** Transition of the last step, or -1 when it is used up. */
	tail: number;
	tailActor: number;
}

/** Result of `isInitial`: an event position, or one of these. */
export const notInitial = -3;
export const absent = -2;
export const isTail = -1;

function dependsOnSequence(
	run: Run,
	transition: number,
	sequence: Sequence,
	withTail: boolean,
): boolean {
	const { table, transitions } = run.dependency;
	const row = transition * transitions;
	const { events, tail } = sequence;
	if (withTail && tail >= 0 && table[row + tail] === 1) return true;
	for (let w = 0; w < run.masks; w++)
		for (let open = events[w] ?? 0; open !== 0; open &= open - 1) {
			const event = w * 32 + 31 - Math.clz32(open & -open);
			if (table[row + (run.events[event] ?? 0)] === 1) return true;
		}
	return false;
}

/** The first event of an actor in a sequence, or -1. */
function firstOf(run: Run, actor: number, sequence: Sequence): number {
	for (let w = 0; w < run.masks; w++) {
		const mine =
			(run.ofActor[actor * run.masks + w] ?? 0) & (sequence.events[w] ?? 0);
		if (mine !== 0) return w * 32 + 31 - Math.clz32(mine & -mine);
	}
	return -1;
}

/**
 * Whether a sequence could begin with a transition, up to equivalence: the position of the event that is it, `isTail`,
 * `absent` if it is not in the sequence but independent of it all, else `notInitial`.
 */
export function weakInitial(
	run: Run,
	transition: number,
	sequence: Sequence,
): number {
	const actor = run.actorOf[transition] ?? 0;
	const first = firstOf(run, actor, sequence);
	if (first >= 0) {
		if (run.events[first] !== transition) return notInitial;
		for (let w = 0; w < run.masks; w++)
			if (
				((run.before[first * run.masks + w] ?? 0) &
					(sequence.events[w] ?? 0)) !==
				0
			)
				return notInitial;
		return first;
	}
	if (sequence.tail >= 0 && sequence.tailActor === actor)
		return sequence.tail === transition &&
			!dependsOnSequence(run, transition, sequence, false)
			? isTail
			: notInitial;
	// An actor with a free choice might not take this transition after the sequence, so it does not stand for it.
	if (run.dependency.isChoice[transition] === 1) return notInitial;
	return dependsOnSequence(run, transition, sequence, true)
		? notInitial
		: absent;
}

function append(run: Run, branches: Branch[], sequence: Sequence): void {
	let list = branches;
	const add = (transition: number): void => {
		const branch: Branch = { transition, children: [] };
		list.push(branch);
		list = branch.children;
	};
	for (let event = 0; event < run.depth; event++)
		if (hasBit(sequence.events, 0, event)) add(run.events[event] ?? 0);
	if (sequence.tail >= 0) add(sequence.tail);
}

function isEmpty(run: Run, sequence: Sequence): boolean {
	if (sequence.tail >= 0) return false;
	for (let w = 0; w < run.masks; w++)
		if ((sequence.events[w] ?? 0) !== 0) return false;
	return true;
}

/** Cannot be told from the part of the run before some position. */
export const unsettled = 1 << 30;

/**
 * Puts a sequence into a tree unless the tree has it already. Returns the latest event the answer "has it" relied on
 * (it stays true while that event does), or `unsettled`. Uses up the sequence.
 */
export function insert(
	run: Run,
	branches: Branch[],
	sequence: Sequence,
): number {
	let list = branches;
	let witness = -1;
	for (;;) {
		let taken: Branch | null = null;
		for (const branch of list) {
			const where = weakInitial(run, branch.transition, sequence);
			if (where === notInitial) continue;
			if (where === isTail) {
				sequence.tail = -1;
				witness = unsettled;
			} else if (where === absent) witness = unsettled;
			else {
				const w = where >>> 5;
				sequence.events[w] = (sequence.events[w] ?? 0) & ~(1 << (where & 31));
				if (where > witness) witness = where;
			}
			taken = branch;
			break;
		}
		if (taken === null) {
			append(run, list, sequence);
			return unsettled;
		}
		if (taken.children.length === 0 || isEmpty(run, sequence)) return witness;
		list = taken.children;
	}
}
