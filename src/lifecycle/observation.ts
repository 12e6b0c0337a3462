// What path analysis saw that a check may turn into a finding. Facts only: judging them is for checks/.

import type { HoldSource } from "./function-context.ts";
import type { CallExpression } from "./hold-graph.ts";
import type { HoldState, PathState } from "./path-state.ts";
import type { Value } from "./value.ts";

export type Observation =
	/** The function ends with a hold that only its own memory knew. */
	| {
			readonly kind: "lost";
			readonly source: HoldSource;
			readonly hold: HoldState;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The function fails, and its caller's array holds pages the caller is not told the number of. */
	| {
			readonly kind: "lost-in-callers-array";
			readonly source: HoldSource;
			readonly hold: HoldState;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The function fails, and an object keeps some of the pages without being told how many. */
	| {
			readonly kind: "lost-in-object";
			readonly source: HoldSource;
			readonly hold: HoldState;
			readonly state: PathState;
			readonly at: number;
	  }
	/** A negative errno is used as a number of pages. */
	| {
			readonly kind: "errno-as-count";
			readonly source: HoldSource;
			readonly call: CallExpression;
			readonly api: string;
			readonly value: Value;
			readonly state: PathState;
			readonly at: number;
	  };

/** One way in which a function with a hold source comes back. */
export interface ReturnState {
	readonly at: number;
	readonly value: Value | null;
	readonly state: PathState;
}

export interface PathResult {
	readonly observations: readonly Observation[];
	readonly returns: readonly ReturnState[];
	/** False where the step limit ended the analysis: paths may be missing. */
	readonly complete: boolean;
}
