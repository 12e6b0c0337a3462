// The verdict of a litmus test as it comes in from the search thread.

import { useEffect, useRef, useState } from "preact/hooks";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import type { Answer } from "./search/protocol.ts";
import { newSearcher, type Searcher } from "./search/searcher.ts";

type Of<Kind extends Answer["kind"]> = Extract<Answer, { kind: Kind }>;

export interface VerdictSoFar {
	/** The test it is about. */
	test: LitmusTest;
	judgement: Of<"judged">["judgement"] | null;
	simplest: Of<"simplest"> | null;
	story: Of<"story"> | null;
	failures: readonly Of<"failure">[];
	finished: boolean;
	refused: string | null;
}

function nothingYet(test: LitmusTest): VerdictSoFar {
	return {
		test,
		judgement: null,
		simplest: null,
		story: null,
		failures: [],
		finished: false,
		refused: null,
	};
}

function withAnswer(verdict: VerdictSoFar, answer: Answer): VerdictSoFar {
	switch (answer.kind) {
		case "judged":
			return { ...verdict, judgement: answer.judgement };
		case "simplest":
			return { ...verdict, simplest: answer };
		case "story":
			return { ...verdict, story: answer };
		case "failure":
			return { ...verdict, failures: [...verdict.failures, answer] };
		case "finished":
			return { ...verdict, finished: true };
		case "refused":
			return { ...verdict, refused: answer.because, finished: true };
		case "ahead":
			return verdict;
	}
}

/** One search thread for as long as the component lives. */
export function useSearcher(): Searcher {
	const kept = useRef<Searcher | null>(null);
	kept.current ??= newSearcher();
	const searcher = kept.current;
	useEffect(() => () => searcher.stop(), [searcher]);
	return searcher;
}

/** Asks anew whenever the test is another one. */
export function useVerdict(test: LitmusTest): VerdictSoFar {
	const searcher = useSearcher();
	const [verdict, setVerdict] = useState(() => nothingYet(test));
	useEffect(() => {
		setVerdict(nothingYet(test));
		searcher.ask({ kind: "verdict", test }, (answer) => {
			// Shows in the browser's own performance panel.
			if (answer.kind === "judged") performance.mark("verdict");
			setVerdict((before) => withAnswer(before, answer));
		});
	}, [searcher, test]);
	return verdict.test === test ? verdict : nothingYet(test);
}
