// What path analysis saw that a check may turn into a finding. Facts only: judging them is for checks/.

import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { HoldSource } from "../function-context.ts";
import type { CallExpression, ReleaseCall } from "../graph/hold-graph.ts";
import type { HoldState, PathState } from "./path-state.ts";
import type { Value } from "./value.ts";

/** Which number is released: what was asked for, more than was got, fewer. */
export type CountDifference = "requested" | "more" | "fewer";

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
			/** What is told the number; null for a loop over the array. */
			readonly api: string | null;
			readonly value: Value;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The same pages are released a second time. */
	| {
			readonly kind: "released-again";
			/** null in a function that only releases. */
			readonly source: HoldSource | null;
			readonly call: CallExpression;
			/** Offset of the first release. */
			readonly earlier: number;
			readonly state: PathState;
			readonly at: number;
	  }
	/** Pages are released that the acquire did not take: it was not called, or it failed. */
	| {
			readonly kind: "never-held";
			readonly source: HoldSource;
			readonly call: CallExpression;
			readonly extent: ReleaseExtent;
			readonly failed: boolean;
			/** Only what is not NULL is released, which an acquire that fails may leave so. */
			readonly stale: boolean;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The function succeeds although an acquire failed: a comparison took the errno for a large number. */
	| {
			readonly kind: "errno-escaped";
			readonly source: HoldSource;
			/** The variable that keeps the result is unsigned; else it is compared with something unsigned. */
			readonly kept: boolean;
			readonly state: PathState;
			readonly at: number;
	  }
	/** Only some of the pages were got, and the code goes on with as many as it asked for, or tells its callers so. */
	| {
			readonly kind: "partial-as-full";
			readonly source: HoldSource;
			readonly hold: HoldState;
			/** It is the end of the function: all that is told of the pages is as if all were there. */
			readonly isTold: boolean;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The hold was given to a function elsewhere, and is released here afterwards: no fault. */
	| {
			readonly kind: "kept-after-pass";
			readonly source: HoldSource;
			/** The function that was given it. */
			readonly to: string;
			readonly state: PathState;
			readonly at: number;
	  }
	/** The function fails with the hold in an object, where other paths show that it should have released it. */
	| {
			readonly kind: "lost-on-failure";
			readonly source: HoldSource;
			readonly hold: HoldState;
			readonly state: PathState;
			readonly at: number;
			/** Offset of a release on another path. */
			readonly releasedAt: number | null;
			/**
			 * It releases where it fails elsewhere; it frees the array; it always releases where it succeeds; it releases on
			 * the other side of the last test.
			 */
			readonly unlike: "failure" | "freed" | "success" | "beside";
	  }
	/** A release of the other family, seen to meet the hold on a path. */
	| {
			readonly kind: "other-family";
			readonly source: HoldSource;
			readonly call: CallExpression;
			readonly release: ReleaseCall;
			readonly state: PathState;
			readonly at: number;
	  }
	/** Another number of pages is released than is held. */
	| {
			readonly kind: "wrong-count";
			readonly source: HoldSource;
			readonly hold: HoldState;
			readonly call: CallExpression;
			readonly extent: ReleaseExtent | null;
			readonly difference: CountDifference;
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

/** Where observations go while a path is followed. */
export type Observe = (observation: Observation) => void;
