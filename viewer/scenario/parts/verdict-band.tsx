// The answer, in one line and one sentence.

import { conditionWords } from "../condition-words.ts";
import type { VerdictSoFar } from "../use-verdict.ts";

export function VerdictBand({
	verdict,
	refusal,
}: {
	verdict: VerdictSoFar;
	refusal: string | null;
}) {
	const { word, sentence, details } = wordsOf(verdict, refusal);
	return (
		<section class={`verdict ${word}`} aria-label="Verdict">
			<span class="sign" aria-hidden="true">
				{{ fails: "✗", holds: "✓", unknown: "?", waiting: "…" }[word]}
			</span>
			<p class="answer" role="status" data-test="verdict" data-verdict={word}>
				<strong>{sentence}</strong> <span>{details}</span>
			</p>
		</section>
	);
}

interface VerdictWords {
	word: "fails" | "holds" | "unknown" | "waiting";
	sentence: string;
	details: string;
}

function wordsOf(verdict: VerdictSoFar, refusal: string | null): VerdictWords {
	const { test, judgement, simplest } = verdict;
	if (refusal !== null)
		return {
			word: "unknown",
			sentence: "This combination cannot be explored.",
			details: refusal,
		};
	if (judgement === null)
		return { word: "waiting", sentence: "Searching …", details: "" };
	const { short, title } = conditionWords(test.exists);
	const why = title === "" ? "" : `: ${title}`;
	const { states, matching, ends, elapsedMs, stopped } = judgement;
	const counted = `${count(states, "state")}, all checked in ${Math.max(1, Math.round(elapsedMs))} ms`;
	if (stopped !== null && matching === 0)
		return {
			word: "unknown",
			sentence: `${short} was not found so far${why}.`,
			details: `The search was stopped at ${count(states, "state")}: ${stopped}.`,
		};
	if (matching === 0)
		return {
			word: "holds",
			sentence: `${short} cannot happen${why}.`,
			details: `No order of the steps leads there: ${counted}.`,
		};
	const often =
		matching === ends
			? "It happens in every run."
			: `It happens in ${matching} of the ${ends} ways in which a run can end.`;
	return {
		word: "fails",
		sentence: `${short} can happen${why}.`,
		details: [
			often,
			`${stopped === null ? counted : `${count(states, "state")} seen, then stopped`}.`,
			simplest === null
				? ""
				: `Simplest run: ${count(simplest.run.length, "step")}, ${count(simplest.actors.length, "actor")}, ${count(simplest.preemptions, "preemption")}; no run with fewer preemptions gets there.`,
		].join(" "),
	};
}

function count(number: number, noun: string): string {
	return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}
