import type { Language, Tree } from "web-tree-sitter";

/**
 * A syntax tree as parallel arrays, in the order of a walk: what is read of it crosses the border to WebAssembly once.
 * Left out are punctuation and keywords without a field name, and what lies inside of types and literals.
 */
export interface FlatTree {
	readonly types: readonly string[];
	/** Field names, empty where there is none. */
	readonly fields: readonly string[];
	readonly starts: readonly number[];
	readonly ends: readonly number[];
	/** First child and next sibling, -1 where there is none. */
	readonly children: readonly number[];
	readonly siblings: readonly number[];
	/** Nodes that the parser made up to go on. */
	readonly missing: ReadonlySet<number>;
	readonly hasError: boolean;
}

/** Nodes whose text is all that is read of them. */
const leaves = new Set([
	"string_literal",
	"concatenated_string",
	"char_literal",
	"type_descriptor",
	"sized_type_specifier",
	"primitive_type",
	"struct_specifier",
	"union_specifier",
	"enum_specifier",
	"macro_type_specifier",
	"type_qualifier",
	"storage_class_specifier",
	"parameter_list",
	"attribute_specifier",
]);

/** Reads a tree with one cursor. Nodes deeper than the limit are left out, and `tooDeep` is called once for each. */
export function flattenTree(
	tree: Tree,
	language: Language,
	depthLimit: number,
	tooDeep: (start: number, end: number) => void,
): FlatTree {
	const types: string[] = [];
	const fields: string[] = [];
	const starts: number[] = [];
	const ends: number[] = [];
	const children: number[] = [];
	const siblings: number[] = [];
	const missing = new Set<number>();
	const hasError = tree.rootNode.hasError;
	const cursor = tree.walk();
	/** Per depth: the node there and its last child so far. */
	const path: { node: number; last: number }[] = [{ node: -1, last: -1 }];
	let descending = true;
	for (;;) {
		if (descending) {
			const type = language.types[cursor.nodeTypeId] ?? "ERROR";
			const field = cursor.currentFieldName ?? "";
			const isMissing = hasError && cursor.nodeIsMissing;
			const parent = path.at(-1);
			const kept = cursor.nodeIsNamed || field !== "" || isMissing;
			if (kept && parent !== undefined) {
				const node = types.length;
				types.push(type);
				fields.push(field);
				starts.push(cursor.startIndex);
				ends.push(cursor.endIndex);
				children.push(-1);
				siblings.push(-1);
				if (isMissing) missing.add(node);
				if (parent.last >= 0) siblings[parent.last] = node;
				else if (parent.node >= 0) children[parent.node] = node;
				parent.last = node;
				const enters = !leaves.has(type) || hasError;
				if (enters && path.length > depthLimit)
					tooDeep(cursor.startIndex, cursor.endIndex);
				else if (enters && cursor.gotoFirstChild()) {
					path.push({ node, last: -1 });
					continue;
				}
			}
		}
		if (cursor.gotoNextSibling()) {
			descending = true;
			continue;
		}
		path.pop();
		if (!cursor.gotoParent()) break;
		descending = false;
	}
	cursor.delete();
	return { types, fields, starts, ends, children, siblings, missing, hasError };
}
