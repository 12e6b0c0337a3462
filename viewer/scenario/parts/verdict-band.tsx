// The answer, in one line and one sentence.

import type { AskedWords } from "../asked-words.ts";
import type { Verdict } from "../search/protocol.ts";
import type { VerdictSoFar } from "../use-verdict.ts";

export function VerdictBand({
	verdict,
	words,
	refusal,
}: {
	verdict: VerdictSoFar;
	words: AskedWords;
	refusal: string | null;
}) {
	const { word, sentence, details } = wordsOf(verdict, words, refusal);
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

function wordsOf(
	{ verdict, simplest }: VerdictSoFar,
	{ short, title, consequence }: AskedWords,
	refusal: string | null,
): VerdictWords {
	if (refusal !== null)
		return {
			word: "unknown",
			sentence: "This combination cannot be explored.",
			details: refusal,
		};
	if (verdict === null)
		return { word: "waiting", sentence: "Searching …", details: "" };
	const what = title === "" ? "" : `: ${title}`;
	const { reachable, states, ends, elapsedMs, stopped } = verdict;
	const counted =
		stopped === null
			? `${count(states, "state")}, all checked in ${Math.max(1, Math.round(elapsedMs))} ms`
			: `${count(states, "state")} seen, then stopped: ${stopped}`;
	if (reachable === null)
		return {
			word: "unknown",
			sentence: `${short} was not found so far${what}.`,
			details: `That is no promise: ${counted}.`,
		};
	if (!reachable)
		return {
			word: "holds",
			sentence: `${short} cannot happen${what}.`,
			details: `No order of the steps leads there: ${counted}.`,
		};
	return {
		word: "fails",
		sentence: `${short} can happen${what}.`,
		details: [
			consequence === "" ? "" : `Then ${consequence}.`,
			oftenText(ends),
			`${counted}.`,
			simplestText(simplest),
		]
			.filter((text) => text !== "")
			.join(" "),
	};
}

function oftenText(ends: Verdict["ends"]): string {
	if (ends === null || ends.failing === 0) return "";
	return ends.failing === ends.all
		? "It happens in every run."
		: `It happens in ${ends.failing} of the ${ends.all} ways in which a run can end.`;
}

function simplestText(simplest: VerdictSoFar["simplest"]): string {
	if (simplest === null) return "";
	const { proof, lostAt, run } = simplest;
	if (lostAt === 0) return "It happens in every run.";
	if (lostAt !== null)
		return `After ${count(lostAt, "step")} there is no way out any more.`;
	const steps = count(run.length, "step");
	return proof === null
		? `Shortest run: ${steps}.`
		: `Simplest run: ${steps}, ${count(proof.actors.length, "actor")}, ${count(proof.preemptions, "preemption")}; no run with fewer preemptions gets there.`;
}

function count(number: number, noun: string): string {
	return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}
