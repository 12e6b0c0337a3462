// The answers to one question, the urgent ones first: can it happen, the simplest run, why that run fails, what else can
// happen. Generators, so that whoever runs them can stop between any two answers.

import { simplestRun } from "#explore/engines/fewest-preemptions.ts";
import { storyOf } from "#explore/story/story.ts";
import { failureTitles } from "#mm/failures/failure.ts";
import { isFailureId, isSticky } from "#scenarios/condition-expression.ts";
import {
	failingMachine,
	judge,
	reach,
	type VerdictCache,
} from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { findStuck, hopeMachine, oneMoreTry } from "#scenarios/stuck.ts";
import type { Asked } from "../choice.ts";
import type { Answer, Verdict } from "./protocol.ts";

/** A page is no place for larger searches; what is cut off says so. */
const limits = { states: 4_000_000, bytes: 1_000_000_000 };
/** For what keeps whole graphs, or searches again for each step. */
const lesserLimits = { states: 500_000 };

export function* answerVerdict(
	number: number,
	{ test, stuck }: Asked,
): Generator<Answer> {
	if (stuck) yield* stuckVerdict(number, test);
	else yield* usualVerdict(number, test);
	yield* otherFailures(number, test);
	yield { kind: "finished", number };
}

function* usualVerdict(number: number, test: LitmusTest): Generator<Answer> {
	const verdict = verdictOf(test);
	yield { kind: "judged", number, verdict };
	if (verdict.reachable !== true) return;
	const machine = failingMachine(test);
	const { simplest } = simplestRun(machine, lesserLimits);
	if (simplest === null) {
		const { run } = reach(test, limits);
		yield { kind: "simplest", number, run, lostAt: null, proof: null };
		return;
	}
	const { preemptions, actors, levels } = simplest;
	yield {
		kind: "simplest",
		number,
		run: simplest.finding.schedule.transitions,
		lostAt: null,
		proof: { preemptions, actors, levels },
	};
	const story = storyOf(machine, lesserLimits);
	if (story !== null)
		yield {
			kind: "story",
			number,
			needs: story.rows.map(({ need }) => need),
			races: story.races,
		};
}

/** Also a failure on a run that never ends counts, which no end of a run can tell. */
function verdictOf(test: LitmusTest): Verdict {
	const judged = judge(test, limits);
	const { states, elapsedMs, stopped, matching } = judged;
	const ends = { all: judged.ends, failing: matching };
	const reachable =
		matching > 0
			? true
			: isSticky(test.exists) || stopped !== null
				? reach(test, limits).reachable
				: false;
	return { reachable, states, ends, elapsedMs, stopped };
}

function* stuckVerdict(number: number, test: LitmusTest): Generator<Answer> {
	const started = performance.now();
	const machine = hopeMachine(test);
	const { reachable, states, run } = findStuck(machine, lesserLimits.states);
	const elapsedMs = performance.now() - started;
	const stopped =
		reachable === null ? `more than ${lesserLimits.states} states` : null;
	const verdict = { reachable, states, ends: null, elapsedMs, stopped };
	yield { kind: "judged", number, verdict };
	if (reachable === true)
		yield {
			kind: "simplest",
			number,
			run: oneMoreTry(machine, run),
			lostAt: run.length,
			proof: null,
		};
}

function* otherFailures(number: number, test: LitmusTest): Generator<Answer> {
	const cache: VerdictCache = new Map();
	for (const failure of Object.keys(failureTitles).filter(isFailureId)) {
		const found = reach(
			{ ...test, exists: { kind: "failure", name: failure } },
			lesserLimits,
			cache,
		);
		yield {
			kind: "failure",
			number,
			failure,
			reachable: found.reachable,
			steps: found.run.length,
			states: found.states,
		};
	}
}

export function* answerSurvey(
	number: number,
	several: readonly Asked[],
): Generator<Answer> {
	for (const [index, { test, stuck }] of several.entries()) {
		const { reachable, states } = stuck
			? findStuck(hopeMachine(test), lesserLimits.states)
			: verdictOf(test);
		yield { kind: "surveyed", number, index, reachable, states };
	}
	yield { kind: "finished", number };
}
