// Asks questions of a search thread. A new question ends the search for the one before.

import type { Answer, Question } from "./protocol.ts";
import { searchHere } from "./thread.ts";

type Asked = Question extends infer One
	? One extends Question
		? Omit<One, "number">
		: never
	: never;

export interface Searcher {
	ask(question: Asked, tell: (answer: Answer) => void): void;
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

export function newSearcher(): Searcher {
	let number = 0;
	let thread: Worker | null = null;
	let busy = false;
	let cancel = (): void => {};
	const stop = (): void => {
		cancel();
		number++;
		if (!busy) return;
		thread?.terminate();
		thread = null;
		busy = false;
	};
	return {
		stop,
		ask(asked, tell) {
			stop();
			const question = { ...asked, number } as Question;
			const current = (answer: Answer): void => {
				if (answer.number !== question.number) return;
				if (answer.kind !== "judged") busy = !isLast(answer);
				tell(answer);
			};
			thread ??= startThread();
			if (thread === null) {
				cancel = searchHere(question, current);
				return;
			}
			busy = true;
			thread.onmessage = ({ data }: MessageEvent<Answer>) => current(data);
			thread.onerror = (event) => {
				event.preventDefault();
				current({
					kind: "refused",
					number: question.number,
					because: event.message,
				});
			};
			thread.postMessage(question);
		},
	};
}

function isLast({ kind }: Answer): boolean {
	return kind === "finished" || kind === "ahead" || kind === "refused";
}
