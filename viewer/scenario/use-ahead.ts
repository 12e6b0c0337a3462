// How far the failure is from the place where the reader stands.

import { useEffect, useState } from "preact/hooks";
import type { Asked } from "./choice.ts";
import type { Answer } from "./search/protocol.ts";
import { useSearcher } from "./use-verdict.ts";

export type AheadAnswer = Extract<Answer, { kind: "ahead" }>;

/** Who steps fast does not want an answer for each step. */
const patience = 80;

/** Null while the answer is on its way. `run` is compared by its text. */
export function useAhead(
	asked: Asked,
	run: readonly number[],
): AheadAnswer | null {
	const searcher = useSearcher();
	const key = run.join();
	const [found, setFound] = useState<{
		asked: Asked;
		key: string;
		answer: AheadAnswer;
	} | null>(null);
	useEffect(() => {
		const timer = setTimeout(() => {
			searcher.ask({ kind: "ahead", asked, run }, (answer) => {
				if (answer.kind === "ahead") setFound({ asked, key, answer });
			});
		}, patience);
		return () => clearTimeout(timer);
	}, [searcher, asked, key]);
	return found !== null && found.asked === asked && found.key === key
		? found.answer
		: null;
}
