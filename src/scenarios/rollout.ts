// The rollout of John Hubbard's first mail (2018-07-09) in four stages, each explored with callers in every mixture:
// placeholder; callers converted one by one; counted, with a warning for missed callers; acted on.

import { judge } from "./judge.ts";
import { type Scene, testOf } from "./scene.ts";

export interface Stage {
	number: 1 | 2 | 3 | 4;
	name: string;
	scheme: string;
	policy: string;
}

export const stages: readonly Stage[] = [
	{ number: 1, name: "placeholder", scheme: "S1", policy: "none" },
	{
		number: 2,
		name: "callers converted one by one",
		scheme: "S1",
		policy: "none",
	},
	{
		number: 3,
		name: "counted, warn on missed callers",
		scheme: "S14",
		policy: "none",
	},
	{ number: 4, name: "acted on", scheme: "S14", policy: "bounce" },
];

/** Whether a caller has been converted to the new release call. */
export type Caller = "converted" | "missed";

export interface StageOutcome {
	stage: Stage;
	callers: readonly Caller[];
	/** Counted pins are left over, or references missing, when all callers are done: what the warnings look for. */
	imbalance: boolean;
	/** The dirty page without buffers is still possible. */
	f1: boolean;
	states: number;
}

/** A missed caller takes the page like everybody else and still gives it back with put_page(). */
function operations(caller: Caller, stage: Stage): string {
	if (stage.number === 1)
		return "get_user_pages dma_write(once) put_page_dirty";
	return caller === "converted"
		? "pin dma_write(once) unpin_dirty"
		: "pin dma_write(once) put_page_of_pin(dirty)";
}

function reachable(scene: Scene): { met: boolean; states: number } {
	const judged = judge(testOf(scene));
	return {
		met: judged.observed === "Sometimes" || judged.observed === "Always",
		states: judged.states,
	};
}

export function exploreStage(
	stage: Stage,
	callers: readonly Caller[],
): StageOutcome {
	const base = {
		era: "v5.0" as const,
		scheme: stage.scheme,
		policy: stage.policy,
	};
	const actors = Object.fromEntries(
		callers.map((caller, index) => [
			`caller${index + 1}`,
			operations(caller, stage),
		]),
	);
	const balance = reachable({
		...base,
		actors,
		exists: "A.pins=0 /\\ (A.pinned=1 \\/ A.refcount!=3)",
	});
	const harm = reachable({
		...base,
		actors: {
			...actors,
			flusher: "writepages",
			kswapd: "shrink_page_list",
		},
		exists: "F1",
	});
	return {
		stage,
		callers,
		imbalance: balance.met,
		f1: harm.met,
		states: balance.states + harm.states,
	};
}
