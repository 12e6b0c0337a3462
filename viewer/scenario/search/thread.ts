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

/** A new question takes the place of the one before, as soon as that has come to its next answer. */
export function serveSearches(scope: ThreadScope): void {
	let stop = (): void => {};
	scope.onmessage = ({ data }) => {
		stop();
		stop = search(data, (answer) => scope.postMessage(answer));
	};
}

/** Answers with a pause after each, in which other events are served. Returns what stops it. */
export function search(
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
