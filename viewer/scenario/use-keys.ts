// The keyboard: arrows step, Home and End go to the ends, digits take a branch.
//
// Letters and digits count only while the focus is in the player, so that they never get in the way of a browser's or
// screen reader's own keys (WCAG 2.1, 2.1.4).

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Machine } from "#explore/compile/machine.ts";
import { type Run, standingsAt } from "./run.ts";

export interface KeyTargets {
	main: RefObject<HTMLElement | null>;
	machine: Machine;
	run: Run;
	at: number;
	goTo(position: number): void;
	stepBy(steps: number): void;
	take(transition: number): void;
}

/** Elements that need the keys for themselves. */
const writes =
	"select, input:not([type=checkbox]), textarea, [contenteditable]";

/** Does what a key that moves stands for; false for any other key. */
function move(key: string, { run, goTo, stepBy }: KeyTargets): boolean {
	switch (key) {
		case "ArrowRight":
		case "j":
			stepBy(1);
			return true;
		case "ArrowLeft":
		case "k":
			stepBy(-1);
			return true;
		case "Home":
			goTo(0);
			return true;
		case "End":
			goTo(run.transitions.length);
			return true;
		default:
			return false;
	}
}

function branchOf(
	key: string,
	{ machine, run, at }: KeyTargets,
): number | null {
	const state = run.trace.states[at];
	if (!/^[1-9]$/.test(key) || state === undefined) return null;
	const choices = standingsAt(machine, state).flatMap(({ enabled }) => enabled);
	return choices[Number(key) - 1]?.id ?? null;
}

export function useKeys(targets: KeyTargets): void {
	useEffect(() => {
		const { main, take } = targets;
		const onKey = (event: KeyboardEvent): void => {
			if (event.altKey || event.ctrlKey || event.metaKey) return;
			const target = event.target;
			if (!(target instanceof Element) || target.closest(writes) !== null)
				return;
			const inside = main.current?.contains(target) === true;
			const isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
			if (!inside && !isArrow) return;
			if (!move(event.key, targets)) {
				const transition = branchOf(event.key, targets);
				if (transition === null) return;
				take(transition);
			}
			event.preventDefault();
		};
		addEventListener("keydown", onKey);
		return () => removeEventListener("keydown", onKey);
	});
}
