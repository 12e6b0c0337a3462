// Edits of several configurations and releases as one list: sorted, each once, none inside another.

import type { Edit } from "./conversion.ts";

/** null where two edits want different things of the same text. */
export function mergeEdits(all: readonly Edit[]): readonly Edit[] | null {
	const sorted = [...all].sort((a, b) => a.start - b.start || b.end - a.end);
	const merged: Edit[] = [];
	for (const edit of sorted) {
		const last = merged.at(-1);
		if (last === undefined || edit.start >= last.end) {
			merged.push(edit);
			continue;
		}
		const same =
			edit.start === last.start &&
			edit.end === last.end &&
			edit.text === last.text;
		// What lies within a statement that is replaced as a whole goes with it.
		const within = edit.end <= last.end && last.absorbs === true;
		if (!same && !within) return null;
	}
	return merged;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
	let result = "";
	let at = 0;
	for (const { start, end, text: by } of edits) {
		result += text.slice(at, start) + by;
		at = end;
	}
	return result + text.slice(at);
}
