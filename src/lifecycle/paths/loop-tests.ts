// Which loop a condition belongs to.

import type { Loop } from "#flow/loops.ts";
import type { FunctionContext } from "../function-context.ts";

/** The innermost loop whose condition each test belongs to. */
export function loopTests(context: FunctionContext): ReadonlyMap<number, Loop> {
	const found = new Map<number, Loop>();
	for (const loop of context.loops)
		for (const id of loop.body) {
			const action = context.cfg.nodes[id]?.action;
			const tests =
				action?.kind === "iterate"
					? id === loop.head
					: action?.kind === "branch" && action.loop;
			const known = found.get(id);
			if (tests && (known === undefined || known.body.size > loop.body.size))
				found.set(id, loop);
		}
	return found;
}
