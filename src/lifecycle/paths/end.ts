// A way out of a function.

import type { CfgNode } from "#flow/cfg.ts";
import type { HoldSource } from "../function-context.ts";
import type { HoldState, PathState } from "./path-state.ts";
import type { Value } from "./value.ts";

/** A way out of the function behind an acquire, with what had become of its hold. */
export interface End {
	readonly node: CfgNode;
	readonly source: HoldSource;
	readonly hold: HoldState;
	readonly state: PathState;
	readonly value: Value | null;
}

/** `-EIOCBQUEUED`: the request goes on, and whoever ends it has the pages. */
export function isUnderWay(value: Value | null): boolean {
	return (
		value?.kind === "symbol" && /E(IOCBQUEUED|INPROGRESS)$/.test(value.name)
	);
}
