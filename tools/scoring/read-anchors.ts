// The cells buggy_lines and fixed_lines of bugs.tsv: `tree:line`, `tree:path:line`, `tree:gone`, each with the name of
// the function in parentheses where it changed; separated by spaces. A line is an anchor, not an extent.

export interface Anchor {
	readonly tree: string;
	/** Null: the file of the row. */
	readonly file: string | null;
	/** Null: the code is gone in that tree. */
	readonly line: number | null;
	/** Null: the function of the row. */
	readonly function: string | null;
}

export function readAnchors(text: string): Anchor[] {
	return text
		.split(/\s+/)
		.filter(Boolean)
		.flatMap((part) => {
			const match =
				/^(v\d+\.\d+):(?:([^:()]+):)?(\d+|gone)(?:\((\w+)\))?$/.exec(part);
			if (match === null) return [];
			const [, tree = "", file, line = "", name] = match;
			return [
				{
					tree,
					file: file ?? null,
					line: line === "gone" ? null : Number(line),
					function: name ?? null,
				},
			];
		});
}
