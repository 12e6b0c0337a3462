// How far the failure is from the place where the reader stands.

import { useEffect, useState } from "preact/hooks";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import type { Answer } from "./search/protocol.ts";
import { useSearcher } from "./use-verdict.ts";

export type AheadAnswer = Extract<Answer, { kind: "ahead" }>;

/** Who steps fast does not want an answer for each step. */
const patience = 80;

/** Null while the answer is on its way. `run` is compared by its text. */
export function useAhead(
	test: LitmusTest,
	run: readonly number[],
): AheadAnswer | null {
	const searcher = useSearcher();
	const key = run.join();
	const [found, setFound] = useState<{
		test: LitmusTest;
		key: string;
		answer: AheadAnswer;
	} | null>(null);
	useEffect(() => {
		const timer = setTimeout(() => {
			searcher.ask({ kind: "ahead", test, run }, (answer) => {
				if (answer.kind === "ahead") setFound({ test, key, answer });
			});
		}, patience);
		return () => clearTimeout(timer);
	}, [searcher, test, key]);
	return found !== null && found.test === test && found.key === key
		? found.answer
		: null;
}
