// Asks questions of a search thread. A new question ends the search for the one before.

import type { Answer, Question } from "./protocol.ts";
import { searchHere } from "./thread.ts";

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

export function newSearcher(): Searcher {
	let number = 0;
	let thread: Worker | null = null;
	let busy = false;
	let mayUseThreads = true;
	let cancel = (): void => {};
	const endThread = (): void => {
		thread?.terminate();
		thread = null;
		busy = false;
	};
	const stop = (): void => {
		cancel();
		number++;
		if (busy) endThread();
	};
	return {
		stop,
		ask(asked, tell) {
			stop();
			const question = { ...asked, number } as Question;
			let hasAnswered = false;
			const current = (answer: Answer): void => {
				if (answer.number !== number) return;
				hasAnswered = true;
				busy = thread !== null && !isLast(answer);
				tell(answer);
			};
			if (mayUseThreads) thread ??= startThread();
			if (thread === null) {
				cancel = searchHere(question, current);
				return;
			}
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
					cancel = searchHere(question, current);
				}
			};
			thread.postMessage(question);
		},
	};
}
