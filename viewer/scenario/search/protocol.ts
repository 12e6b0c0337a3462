// What the page and its search thread say to each other.

import type { Level } from "#explore/engines/fewest-preemptions.ts";
import type { Need, StoryRace } from "#explore/story/story.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import type { Judgement } from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";

/** A number is given back with each answer, so that late answers to old questions can be told. */
export type Question =
	| { kind: "verdict"; number: number; test: LitmusTest }
	| {
			kind: "ahead";
			number: number;
			test: LitmusTest;
			/** Transitions taken so far. */
			run: readonly number[];
	  };

/** How far the failure is from a state: 0 where it has happened. */
export type Distance =
	| { kind: "reachable"; steps: number }
	| { kind: "unreachable"; states: number }
	| { kind: "unknown" };

export type Answer =
	| { kind: "judged"; number: number; judgement: Judgement }
	/** The simplest run to the failure; null if there is none. */
	| {
			kind: "simplest";
			number: number;
			run: readonly number[];
			preemptions: number;
			actors: readonly string[];
			levels: readonly Level[];
	  }
	| {
			kind: "story";
			number: number;
			/** By step of the simplest run. */
			needs: readonly Need[];
			races: readonly StoryRace[];
	  }
	/** One failure of the catalogue; null: the search was too large. */
	| {
			kind: "failure";
			number: number;
			failure: FailureId;
			reachable: boolean | null;
			steps: number;
			states: number;
	  }
	| { kind: "finished"; number: number }
	| {
			kind: "ahead";
			number: number;
			here: Distance;
			/** A shortest run from here to the failure; empty if there is none. */
			rest: readonly number[];
			/** By transition that can be taken here. */
			after: readonly { transition: number; distance: Distance }[];
	  }
	| { kind: "refused"; number: number; because: string };
