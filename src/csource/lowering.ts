import type { FlatTree } from "./flat-tree.ts";
import type { NormalText } from "./normal-text.ts";
import type { Block, Damage, Extent } from "./syntax.ts";
import type { TokenStream } from "./token-stream.ts";

/** All that the lowering of one parsed text needs. Offsets of the tree plus `shift` are offsets in the file. */
export interface Lowering {
	readonly tree: FlatTree;
	readonly shift: number;
	readonly normal: NormalText;
	/** The tokens of the function before it was normalised. */
	readonly stream: TokenStream;
	readonly damage: Damage[];
	/** Lowers a compound statement that stands inside an expression. */
	lowerBlock(node: number): Block;
	/** Reads the statements of a macro argument. */
	readStatements(start: number, end: number): Block;
}

export function extentOf({ tree, shift }: Lowering, node: number): Extent {
	return {
		start: (tree.starts[node] ?? 0) + shift,
		end: (tree.ends[node] ?? 0) + shift,
	};
}

/** The text of the file, as it was before it was normalised. */
export function sourceOf({ stream }: Lowering, { start, end }: Extent): string {
	return stream.text.slice(start, end);
}

export function typeOf({ tree }: Lowering, node: number): string {
	return tree.types[node] ?? "";
}

export function childrenOf({ tree }: Lowering, node: number): number[] {
	const found: number[] = [];
	for (
		let child = tree.children[node] ?? -1;
		child >= 0;
		child = tree.siblings[child] ?? -1
	)
		found.push(child);
	return found;
}

/** The first child with this field name; -1 where there is none. */
export function fieldOf(
	{ tree }: Lowering,
	node: number,
	name: string,
): number {
	for (
		let child = tree.children[node] ?? -1;
		child >= 0;
		child = tree.siblings[child] ?? -1
	)
		if (tree.fields[child] === name) return child;
	return -1;
}

/** Notes a part that could not be read. */
export function damaged(
	lowering: Lowering,
	extent: Extent,
	reason: string,
): void {
	lowering.damage.push({ start: extent.start, end: extent.end, text: reason });
}
