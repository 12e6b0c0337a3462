// Asks questions of a search thread. A new question ends the search for the one before.

import type { Answer, Question } from "./protocol.ts";
import { search } from "./thread.ts";

type WithoutNumber<One> = One extends Question ? Omit<One, "number"> : never;

export interface Searcher {
	ask(question: WithoutNumber<Question>, tell: (answer: Answer) => void): void;
	stop(): void;
}

/** A thread that runs the page's own program; null where the browser does not allow that. */
function startThread(): Worker | null {
	const program = document.getElementById("program")?.textContent ?? "";
	try {
		const address = URL.createObjectURL(
			new Blob([program], { type: "text/javascript" }),
		);
		const thread = new Worker(address);
		URL.revokeObjectURL(address);
		return thread;
	} catch {
		return null;
	}
}

function isLast({ kind }: Answer): boolean {
	return kind === "finished" || kind === "ahead" || kind === "refused";
}

/** How long a thread may take, in ms, to turn from an old question to a new one before it is ended. */
const patience = 250;

export function newSearcher(): Searcher {
	let number = 0;
	let thread: Worker | null = null;
	/** The thread is at work on a question. */
	let busy = false;
	let mayUseThreads = true;
	let cancel = (): void => {};
	const endThread = (): void => {
		thread?.terminate();
		thread = null;
		busy = false;
	};
	const post = (question: Question, tell: (answer: Answer) => void): void => {
		let hasAnswered = false;
		const current = (answer: Answer): void => {
			if (answer.number !== number) return;
			hasAnswered = true;
			busy = thread !== null && !isLast(answer);
			tell(answer);
		};
		if (mayUseThreads) thread ??= startThread();
		if (thread === null) {
			cancel = search(question, current);
			return;
		}
		const isTurning = busy;
		busy = true;
		thread.onmessage = ({ data }: MessageEvent<Answer>) => current(data);
		thread.onerror = (event) => {
			event.preventDefault();
			endThread();
			if (question.number !== number) return;
			if (hasAnswered)
				tell({ kind: "refused", number, because: event.message });
			else {
				// The browser made a thread and then would not let it run.
				mayUseThreads = false;
				cancel = search(question, current);
			}
		};
		thread.postMessage(question);
		if (!isTurning) return;
		const timer = setTimeout(() => {
			if (hasAnswered || question.number !== number) return;
			endThread();
			post(question, tell);
		}, patience);
		cancel = () => clearTimeout(timer);
	};
	const stop = (): void => {
		cancel();
		cancel = () => {};
		number++;
	};
	return {
		stop,
		ask(asked, tell) {
			stop();
			post({ ...asked, number } as Question, tell);
		},
	};
}
