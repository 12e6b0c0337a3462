// The answers to one question, the urgent ones first: can it happen, the simplest run, why that run fails, what else can
// happen. A generator, so that whoever runs it can stop between any two.

import { simplestRun } from "#explore/engines/fewest-preemptions.ts";
import { storyOf } from "#explore/story/story.ts";
import { failureIds } from "#mm/failures/failure.ts";
import {
	failingMachine,
	judge,
	reach,
	type VerdictCache,
} from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import type { Answer } from "./protocol.ts";

/** A page is no place for larger searches; what is cut off says so. */
const limits = { states: 4_000_000, bytes: 1_000_000_000 };
const storyLimits = { states: 500_000 };

export function* answerVerdict(
	number: number,
	test: LitmusTest,
): Generator<Answer> {
	const judgement = judge(test, limits);
	yield { kind: "judged", number, judgement };
	if (judgement.matching > 0) {
		const machine = failingMachine(test);
		const { simplest } = simplestRun(machine, storyLimits);
		if (simplest !== null) {
			const { preemptions, actors, levels } = simplest;
			const run = simplest.finding.schedule.transitions;
			yield { kind: "simplest", number, run, preemptions, actors, levels };
			const story = storyOf(machine, storyLimits);
			if (story !== null)
				yield {
					kind: "story",
					number,
					needs: story.rows.map(({ need }) => need),
					races: story.races,
				};
		}
	}
	yield* otherFailures(number, test);
	yield { kind: "finished", number };
}

function* otherFailures(number: number, test: LitmusTest): Generator<Answer> {
	const cache: VerdictCache = new Map();
	for (const failure of failureIds) {
		const found = reach(
			{ ...test, exists: { kind: "failure", name: failure } },
			{ states: 500_000 },
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
