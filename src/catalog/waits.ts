// Waits that can end before what is waited for has happened.

import type { Source } from "./entry.ts";
import { inTree } from "./source.ts";

export interface EarlyWaitEntry {
	readonly name: string;
	/** What ends it early, in words of a message. */
	readonly endedBy: "a signal" | "a timeout" | "a signal or a timeout";
	readonly source: Source;
}

const completion = "include/linux/completion.h";
const queue = "include/linux/wait.h";

function wait(
	name: string,
	endedBy: EarlyWaitEntry["endedBy"],
	file: string,
): EarlyWaitEntry {
	return { name, endedBy, source: inTree("v6.12", file, name) };
}

export const earlyWaitEntries: readonly EarlyWaitEntry[] = [
	wait("wait_for_completion_interruptible", "a signal", completion),
	wait("wait_for_completion_killable", "a signal", completion),
	wait("wait_for_completion_timeout", "a timeout", completion),
	wait(
		"wait_for_completion_interruptible_timeout",
		"a signal or a timeout",
		completion,
	),
	wait(
		"wait_for_completion_killable_timeout",
		"a signal or a timeout",
		completion,
	),
	wait("wait_event_interruptible", "a signal", queue),
	wait("wait_event_killable", "a signal", queue),
	wait("wait_event_timeout", "a timeout", queue),
	wait("wait_event_interruptible_timeout", "a signal or a timeout", queue),
];

const waitOf = new Map(earlyWaitEntries.map((entry) => [entry.name, entry]));

export function findEarlyWait(name: string): EarlyWaitEntry | null {
	return waitOf.get(name) ?? null;
}

/**
 * A call that comes back when others are done: `wait_event(queue, condition)`, `wait_for_completion(&done)` and their
 * variants (include/linux/wait.h and completion.h, v6.12).
 */
export function isWait(name: string): boolean {
	return /^(wait_event|wait_for_completion)(_\w+)?$/.test(name);
}
