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
	const same = (a: ExplainedStep | undefined, b: ExplainedStep | undefined) =>
		a?.actor === b?.actor && a?.operation === b?.operation;
	for (const step of steps) {
		const last = turns.at(-1);
		if (last !== undefined && same(last[0], step)) last.push(step);
		else turns.push([step]);
	}
	return turns.map((turn, index) => ({
		actor: turn[0]?.actor ?? "",
		operationText: turn[0]?.operationText ?? "",
		steps: turn,
		goesOn: turns.slice(0, index).some((other) => same(other[0], turn[0])),
		stops: turns.slice(index + 1).some((other) => same(other[0], turn[0])),
	}));
}

/** Nothing in the kernel: only orders the actors of a scenario. */
export function isBookkeeping({ operationText }: Turn): boolean {
	return /^(wait_)?signal/.test(operationText);
}

/** What an operation does, for people who do not know litmus files. */
const meanings: Readonly<Record<string, string>> = {
	writepages: "writes the page back",
	shrink_page_list: "tries to reclaim the page",
	munmap: "unmaps the memory",
	fork: "forks",
	store: "writes to its memory",
	truncate: "truncates the file",
	invalidate_inode_pages2: "drops the page from the cache",
	fsync: "calls fsync()",
	offline: "tries to offline the memory",
	dma_write: "(the device writes)",
	dma_read: "(the device reads)",
	dma_map: "gives the page to the device",
	dma_unmap: "takes it from the device",
	cpu_write: "writes to the page",
	cpu_read: "reads the page",
	lose: "returns without a release",
	mark_dirty: "marks the page dirty",
	put_page: "put_page()",
	put_page_again: "put_page() once more",
	put_page_of_pin: "put_page()",
	unpin_of_get: "unpin_user_page()",
	unpin_again: "unpin_user_page() once more",
	refused: "is refused",
};

/** The driver's own calls have the names that stand in its code. */
export function meaningOf(turn: Turn): string {
	const name = turn.operationText.replace(/\(.*/, "");
	const source = turn.steps[0]?.source ?? null;
	if (source === null) return unseen[name] ?? meanings[name] ?? `${name}()`;
	const called =
		/\b((?:\w*(?:get_user|pin_user|iov_iter|memfd_pin|bio_)\w*))\s*\(/.exec(
			source.text,
		)?.[1];
	return meanings[name] ?? `${called ?? name}()`;
}

/** Steps of the driver that its code does not show. */
const unseen: Readonly<Record<string, string>> = {
	dma_map: "(the device gets the page)",
	dma_unmap: "(the device is done)",
	unpin_user_page: "(unpinned elsewhere)",
	put_page: "(put elsewhere)",
	mark_dirty: "(marked dirty)",
};

/** `driver: get_user_pages_fast(), (the device writes) → flusher: writes the page back → driver: put_page()` */
export function turnLine(steps: readonly ExplainedStep[]): string {
	const parts: { actor: string; does: string[] }[] = [];
	for (const turn of turnsOf(steps)) {
		if (isBookkeeping(turn)) continue;
		const does = turn.goesOn ? "goes on" : meaningOf(turn);
		const upTo = turn.stops
			? ` as far as ${plainLabel(turn.steps.at(-1)?.label ?? "")}`
			: "";
		const last = parts.at(-1);
		if (last?.actor === turn.actor) last.does.push(`${does}${upTo}`);
		else parts.push({ actor: turn.actor, does: [`${does}${upTo}`] });
	}
	return parts
		.map(({ actor, does }) => `${actor}: ${does.join(", ")}`)
		.join(" → ");
}

/** The kernel's name for a step, without which way a test went. */
export function plainLabel(label: string): string {
	return label.replace(/: (yes|no)$/, "");
}
