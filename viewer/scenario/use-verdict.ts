// The verdict of what is asked, as it comes in from the search thread.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Asked } from "./choice.ts";
import type { Answer, Verdict } from "./search/protocol.ts";
import { newSearcher, type Searcher } from "./search/searcher.ts";

type Of<Kind extends Answer["kind"]> = Extract<Answer, { kind: Kind }>;

export interface VerdictSoFar {
	/** What it is about. */
	asked: Asked;
	verdict: Verdict | null;
	simplest: Of<"simplest"> | null;
	story: Of<"story"> | null;
	failures: readonly Of<"failure">[];
	finished: boolean;
	refused: string | null;
}

function nothingYet(asked: Asked): VerdictSoFar {
	return {
		asked,
		verdict: null,
		simplest: null,
		story: null,
		failures: [],
		finished: false,
		refused: null,
	};
}

function withAnswer(before: VerdictSoFar, answer: Answer): VerdictSoFar {
	switch (answer.kind) {
		case "judged":
			return { ...before, verdict: answer.verdict };
		case "simplest":
			return { ...before, simplest: answer };
		case "story":
			return { ...before, story: answer };
		case "failure":
			return { ...before, failures: [...before.failures, answer] };
		case "finished":
			return { ...before, finished: true };
		case "refused":
			return { ...before, refused: answer.because, finished: true };
		default:
			return before;
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

/** Asks anew whenever something else is asked. */
export function useVerdict(asked: Asked): VerdictSoFar {
	const searcher = useSearcher();
	const [known, setKnown] = useState(() => nothingYet(asked));
	useEffect(() => {
		setKnown(nothingYet(asked));
		searcher.ask({ kind: "verdict", asked }, (answer) => {
			// Shows in the browser's own performance panel.
			if (answer.kind === "judged") performance.mark("verdict");
			setKnown((before) => withAnswer(before, answer));
		});
	}, [searcher, asked]);
	return known.asked === asked ? known : nothingYet(asked);
}
