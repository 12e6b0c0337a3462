// What can go wrong in a scenario; every way has a number, so that packed code can name it.

import type { Transition } from "./flow.ts";

export type Failure =
	| { kind: "check"; id: number; message: string; transition: number }
	| { kind: "range"; id: number; message: string; transition: number }
	| { kind: "invariant"; id: number; message: string }
	| { kind: "at-end"; id: number; message: string }
	| { kind: "deadlock"; id: number; message: string };

/** Collects failures; numbers start at 1, because 0 means "fine" in packed code. */
export interface FailureList {
	all: Failure[];
	check(transition: Transition, message: string): number;
	range(transition: Transition, message: string): number;
	whole(kind: "invariant" | "at-end" | "deadlock", message: string): number;
}

export function failureList(): FailureList {
	const all: Failure[] = [];
	return {
		all,
		check: (transition, message) =>
			all.push({
				kind: "check",
				id: all.length + 1,
				message,
				transition: transition.id,
			}),
		range: (transition, message) =>
			all.push({
				kind: "range",
				id: all.length + 1,
				message,
				transition: transition.id,
			}),
		whole: (kind, message) => all.push({ kind, id: all.length + 1, message }),
	};
}
