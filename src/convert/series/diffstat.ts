// How much each file changes, as `git diff --stat` prints it.

export interface FileChange {
	readonly file: string;
	readonly added: number;
	readonly removed: number;
}

/** Of the diff of one file, whose first two lines name it. */
export function countChange(file: string, diff: string): FileChange {
	const lines = diff.split("\n").slice(2);
	const beginning = (sign: string): number =>
		lines.filter((line) => line.startsWith(sign)).length;
	return { file, added: beginning("+"), removed: beginning("-") };
}

/** Columns of the line of + and -. */
const graphWidth = 30;

/** One line a file and the sum; empty for no file. */
export function diffstat(changes: readonly FileChange[]): string {
	if (changes.length === 0) return "";
	const name = Math.max(...changes.map(({ file }) => file.length));
	const most = Math.max(...changes.map((change) => sumOf(change)));
	const digits = String(most).length;
	const lines = changes.map((change) => {
		const count = String(sumOf(change)).padStart(digits);
		return ` ${change.file.padEnd(name)} | ${count} ${graph(change, most)}\n`;
	});
	return `${lines.join("")}${summary(changes)}\n`;
}

function sumOf({ added, removed }: FileChange): number {
	return added + removed;
}

function graph({ added, removed }: FileChange, most: number): string {
	const scale = Math.min(1, graphWidth / most);
	const signs = (sign: string, count: number): string =>
		sign.repeat(count === 0 ? 0 : Math.max(1, Math.floor(count * scale)));
	return `${signs("+", added)}${signs("-", removed)}`;
}

function summary(changes: readonly FileChange[]): string {
	const total = (of: (change: FileChange) => number): number =>
		changes.reduce((sum, change) => sum + of(change), 0);
	const added = total((change) => change.added);
	const removed = total((change) => change.removed);
	const parts = [
		counted(changes.length, "file", "changed"),
		...(added > 0 || removed === 0 ? [counted(added, "insertion", "(+)")] : []),
		...(removed > 0 || added === 0
			? [counted(removed, "deletion", "(-)")]
			: []),
	];
	return ` ${parts.join(", ")}`;
}

function counted(count: number, noun: string, rest: string): string {
	const word = count === 1 ? noun : `${noun}s`;
	return `${count} ${word}${rest === "changed" ? " " : ""}${rest}`;
}
