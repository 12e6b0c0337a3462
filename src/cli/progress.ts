/** One line on a terminal that is written over again and again. */
export interface Progress {
	show(text: string): void;
	clear(): void;
}

export const noProgress: Progress = { show: () => {}, clear: () => {} };

/** Shows nothing in the first 200 ms, so that a quick run does not flicker, then at most 20 times a second. */
export function createProgress(
	write: (text: string) => void,
	now: () => number = () => performance.now(),
): Progress {
	let next = 200;
	let shown = false;
	return {
		show: (text) => {
			if (now() < next) return;
			next = now() + 50;
			shown = true;
			write(`\r\u001b[K${text}`);
		},
		clear: () => {
			if (shown) write("\r\u001b[K");
			shown = false;
		},
	};
}
