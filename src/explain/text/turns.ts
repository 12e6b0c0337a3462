// A schedule by turns: who does what until somebody else goes on.

import type { ExplainedStep } from "../explanation.ts";

/** Steps of one operation of one actor in a row. */
export interface Turn {
	readonly actor: string;
	readonly operationText: string;
	readonly steps: readonly ExplainedStep[];
	/** The actor had begun the operation before. */
	readonly goesOn: boolean;
	/** Others go on before the operation is done. */
	readonly stops: boolean;
}

export function turnsOf(steps: readonly ExplainedStep[]): readonly Turn[] {
	const turns: ExplainedStep[][] = [];
	for (const step of steps) {
		const last = turns.at(-1);
		const [first] = last ?? [];
		if (
			last !== undefined &&
			first?.actor === step.actor &&
			first.operation === step.operation
		)
			last.push(step);
		else turns.push([step]);
	}
	const same = (a: readonly ExplainedStep[], b: readonly ExplainedStep[]) =>
		a[0]?.actor === b[0]?.actor && a[0]?.operation === b[0]?.operation;
	return turns.map((turn, index) => ({
		actor: turn[0]?.actor ?? "",
		operationText: turn[0]?.operationText ?? "",
		steps: turn,
		goesOn: turns.slice(0, index).some((other) => same(other, turn)),
		stops: turns.slice(index + 1).some((other) => same(other, turn)),
	}));
}

/** What an operation does, for people who do not know litmus files. */
const meanings: Readonly<Record<string, string>> = {
	writepages: "writes the page back",
	shrink_page_list: "tries to reclaim the page",
	munmap: "unmaps the memory",
	fork: "forks",
	store: "writes to its memory",
	truncate: "truncates the file",
	invalidate_inode_pages2: "invalidates the page cache",
	fsync: "calls fsync()",
	offline: "offlines the memory block",
	wait_signal: "begins",
	dma_write: "the device writes",
	dma_read: "the device reads",
	dma_map: "gives the page to the device",
	dma_unmap: "unmaps it for the device",
	cpu_write: "writes through a kernel mapping",
	cpu_read: "reads through a kernel mapping",
	lose: "ends without a release",
	signal: "is done",
	mark_dirty: "marks the page dirty",
	put_page: "drops its reference",
	put_page_again: "drops a reference it does not have",
	put_page_of_pin: "put_page() on a pinned page",
	unpin_of_get: "unpins a page that was not pinned",
	unpin_again: "unpins once more",
};

export function meaningOf(operationText: string): string {
	const name = operationText.replace(/\(.*/, "");
	return meanings[name] ?? `${name}()`;
}

/** `driver pin_user_pages_fast() → flusher writes the page back → driver: the device writes` */
export function turnLine(steps: readonly ExplainedStep[]): string {
	return turnsOf(steps)
		.filter(({ operationText }) => !/signal/.test(operationText))
		.map((turn) => {
			const again = turn.goesOn ? "goes on" : meaningOf(turn.operationText);
			const upTo = turn.stops
				? ` up to ${turn.steps.at(-1)?.label.replace(/: .*/, "")}`
				: "";
			return `${turn.actor} ${again}${upTo}`;
		})
		.join(" → ");
}
