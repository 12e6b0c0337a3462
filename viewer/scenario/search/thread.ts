// The search thread: takes a question, sends its answers one by one.

import { lookAhead } from "./ahead.ts";
import { answerSurvey, answerVerdict } from "./answer-verdict.ts";
import type { Answer, Question } from "./protocol.ts";

function* answersTo(question: Question): Generator<Answer> {
	const { number } = question;
	switch (question.kind) {
		case "verdict":
			yield* answerVerdict(number, question.asked);
			return;
		case "ahead":
			yield {
				kind: "ahead",
				number,
				...lookAhead(question.asked, question.run),
			};
			return;
		case "survey":
			yield* answerSurvey(number, question.several);
	}
}

function* answersOrRefusal(question: Question): Generator<Answer> {
	try {
		yield* answersTo(question);
	} catch (error) {
		const because = error instanceof Error ? error.message : String(error);
		yield { kind: "refused", number: question.number, because };
	}
}

/** What a worker thread needs of its global scope. */
interface ThreadScope {
	onmessage: ((event: { data: Question }) => void) | null;
	postMessage(answer: Answer): void;
}

export function serveSearches(scope: ThreadScope): void {
	scope.onmessage = ({ data }) => {
		for (const one of answersOrRefusal(data)) scope.postMessage(one);
	};
}

/** The same on the page's own thread, for browsers that start no worker from a file: in slices, with pauses between. */
export function searchHere(
	question: Question,
	tell: (answer: Answer) => void,
): () => void {
	const answers = answersOrRefusal(question);
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
