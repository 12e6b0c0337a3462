// The search thread: takes a question, sends its answers one by one.

import { failingMachine } from "#scenarios/judge.ts";
import { lookAhead } from "./ahead.ts";
import { answerVerdict } from "./answer-verdict.ts";
import type { Answer, Question } from "./protocol.ts";

function* answer(question: Question): Generator<Answer> {
	const { number, test } = question;
	try {
		if (question.kind === "verdict") yield* answerVerdict(number, test);
		else {
			const machine = failingMachine(test);
			yield { kind: "ahead", number, ...lookAhead(machine, question.run) };
		}
	} catch (error) {
		const because = error instanceof Error ? error.message : String(error);
		yield { kind: "refused", number, because };
	}
}

/** What a worker thread needs of its global scope. */
interface ThreadScope {
	onmessage: ((event: { data: Question }) => void) | null;
	postMessage(answer: Answer): void;
}

export function serveSearches(scope: ThreadScope): void {
	scope.onmessage = ({ data }) => {
		for (const one of answer(data)) scope.postMessage(one);
	};
}

/** The same on the page's own thread, for browsers that start no worker from a file: in slices, with pauses between. */
export function searchHere(
	question: Question,
	tell: (answer: Answer) => void,
): () => void {
	const answers = answer(question);
	let stopped = false;
	const goOn = (): void => {
		if (stopped) return;
		const next = answers.next();
		if (next.done === true) return;
		tell(next.value);
		setTimeout(goOn);
	};
	setTimeout(goOn);
	return () => {
		stopped = true;
	};
}
