// Reads unified diffs out of whatever they are wrapped in: the output of diff or git, one mail, a whole mailbox.

export interface HunkLine {
	readonly kind: "same" | "added" | "removed";
	readonly text: string;
}

export interface Hunk {
	/** First line of each side, from 1; for a side without lines the line before. */
	readonly oldStart: number;
	readonly newStart: number;
	readonly lines: readonly HunkLine[];
}

/** The hunks for one file; a series has the same file several times. Paths as written, null for /dev/null. */
export interface FilePatch {
	readonly oldPath: string | null;
	readonly newPath: string | null;
	readonly hunks: readonly Hunk[];
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** In the order of the text. Files without hunks (renamed, mode changed, binary) are left out. */
export function parsePatch(text: string): FilePatch[] {
	const lines = text.split("\n");
	const patches: FilePatch[] = [];
	for (let at = 0; at + 1 < lines.length; at++) {
		const [oldLine = "", newLine = ""] = [lines[at], lines[at + 1]];
		if (!oldLine.startsWith("--- ") || !newLine.startsWith("+++ ")) continue;
		const { hunks, next } = readHunks(lines, at + 2);
		if (hunks.length === 0) continue;
		patches.push({
			oldPath: readPath(oldLine),
			newPath: readPath(newLine),
			hunks,
		});
		at = next - 1;
	}
	return patches;
}

function readHunks(
	lines: readonly string[],
	from: number,
): { hunks: Hunk[]; next: number } {
	const hunks: Hunk[] = [];
	let at = from;
	for (;;) {
		const header = hunkHeader.exec(lines[at] ?? "");
		if (header === null) return { hunks, next: at };
		const [, oldStart, oldCount = "1", newStart, newCount = "1"] = header;
		const body = readBody(lines, at + 1, Number(oldCount), Number(newCount));
		hunks.push({
			oldStart: Number(oldStart),
			newStart: Number(newStart),
			lines: body.lines,
		});
		at = body.next;
	}
}

/** As many lines as the header says: what a mail program put below the hunk is none of it. */
function readBody(
	lines: readonly string[],
	from: number,
	oldCount: number,
	newCount: number,
): { lines: HunkLine[]; next: number } {
	const read: HunkLine[] = [];
	let [oldLeft, newLeft, at] = [oldCount, newCount, from];
	for (; at < lines.length; at++) {
		const line = lines[at] ?? "";
		const mark = line[0] ?? " ";
		if (mark === "\\") continue;
		if (oldLeft <= 0 && newLeft <= 0) break;
		const kind = mark === "+" ? "added" : mark === "-" ? "removed" : "same";
		if (kind !== "added") oldLeft--;
		if (kind !== "removed") newLeft--;
		read.push({ kind, text: line.slice(1) });
	}
	return { lines: read, next: at };
}

/** `--- a/drivers/x.c<TAB>2024-01-01`, or quoted as git does it for odd names. */
function readPath(line: string): string | null {
	const written = line.slice(4).replace(/\r$/, "").replace(/\t.*$/, "");
	const path = written.startsWith('"') ? unquote(written) : written;
	return path === "/dev/null" ? null : path;
}

function unquote(text: string): string {
	return text
		.slice(1, text.lastIndexOf('"'))
		.replace(/\\([0-7]{3})/g, (_, octal: string) =>
			String.fromCharCode(Number.parseInt(octal, 8)),
		)
		.replace(/\\(["\\])/g, "$1");
}
