// What the page and its search threads say to each other.

import type { Level } from "#explore/engines/fewest-preemptions.ts";
import type { Need, StoryRace } from "#explore/story/story.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import type { Asked } from "../choice.ts";

/** A number is given back with each answer, so that late answers to old questions can be told. */
export type Question =
	| { kind: "verdict"; number: number; asked: Asked }
	| {
			kind: "ahead";
			number: number;
			asked: Asked;
			/** Transitions taken so far. */
			run: readonly number[];
	  }
	/** Only whether, for several at once. */
	| { kind: "survey"; number: number; several: readonly Asked[] };

/** How far the failure is from a state: 0 where it has happened. */
export type Distance =
	| { kind: "reachable"; steps: number }
	| { kind: "unreachable"; states: number }
	| { kind: "unknown" };

export interface Verdict {
	/** Null: a bound was met first. */
	reachable: boolean | null;
	states: number;
	/** States in which nobody can go on, and in how many of them it has failed; null for what is not asked at the end. */
	ends: { all: number; failing: number } | null;
	elapsedMs: number;
	/** Why the search ended early, or null. */
	stopped: string | null;
}

export type Answer =
	| { kind: "judged"; number: number; verdict: Verdict }
	/** A run to the failure. */
	| {
			kind: "simplest";
			number: number;
			run: readonly number[];
			/** First step after which there is no hope, for questions of that kind. */
			lostAt: number | null;
			/** Null: it is a shortest run, not the one with the fewest preemptions. */
			proof: {
				preemptions: number;
				actors: readonly string[];
				levels: readonly Level[];
			} | null;
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
	| {
			kind: "surveyed";
			number: number;
			/** Index into `several`. */
			index: number;
			reachable: boolean | null;
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
