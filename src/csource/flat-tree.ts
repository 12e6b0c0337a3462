import type { Language, Tree } from "web-tree-sitter";

/**
 * A syntax tree as parallel arrays, in the order of a walk: what is read of it crosses the border to WebAssembly once.
 * Left out are punctuation and keywords, and what lies inside of types and literals.
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

/** What the walk needs to know of a grammar, by the numbers that the parser gives to types and fields. */
export interface GrammarNames {
	readonly types: readonly string[];
	readonly fields: readonly string[];
	/** 0: leave out, 1: keep without what is inside, 2: keep with its children. */
	readonly handling: Uint8Array;
}

const ERROR_TYPE = 65535;

/** Named nodes whose text is all that is read of them. */
const leaves = new Set(
	`identifier field_identifier type_identifier statement_identifier number_literal string_literal concatenated_string
	char_literal true false null type_descriptor sized_type_specifier primitive_type macro_type_specifier type_qualifier
	storage_class_specifier parameter_list attribute_specifier break_statement continue_statement comment`.split(
		/\s+/,
	),
);

const operator = /^(?:[-+*/%&|^<>=!~.]+|sizeof)$/;

export function grammarNames(language: Language): GrammarNames {
	const types = language.types.map(internalised);
	return {
		types,
		fields: language.fields.map((name) => internalised(name ?? "")),
		handling: Uint8Array.from(types, (type, id) => {
			if (!language.nodeTypeIsNamed(id)) return operator.test(type) ? 1 : 0;
			return leaves.has(type) ? 1 : 2;
		}),
	};
}

/** The engine compares internalised strings by address; those that come out of WebAssembly are copies. */
function internalised(text: string): string {
	return Object.keys({ [text]: 0 })[0] ?? text;
}

/** Reads a tree with one cursor. Nodes deeper than the limit are left out, and `tooDeep` is called once for each. */
export function flattenTree(
	tree: Tree,
	names: GrammarNames,
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
	const { hasError } = tree.rootNode;
	const cursor = tree.walk();
	/** Per depth: the node there and its last child so far. */
	const parents: number[] = [-1];
	const lastChildren: number[] = [-1];
	for (;;) {
		const id = cursor.nodeTypeId;
		const handling = id === ERROR_TYPE ? 2 : (names.handling[id] ?? 0);
		const isMissing = hasError && cursor.nodeIsMissing;
		if (handling > 0 || isMissing) {
			const node = types.length;
			const depth = parents.length - 1;
			types.push(id === ERROR_TYPE ? "ERROR" : (names.types[id] ?? ""));
			fields.push(names.fields[cursor.currentFieldId] ?? "");
			starts.push(cursor.startIndex);
			ends.push(cursor.endIndex);
			children.push(-1);
			siblings.push(-1);
			if (isMissing) missing.add(node);
			const before = lastChildren[depth] as number;
			const parent = parents[depth] as number;
			if (before >= 0) siblings[before] = node;
			else if (parent >= 0) children[parent] = node;
			lastChildren[depth] = node;
			if (handling === 2 && depth >= depthLimit)
				tooDeep(starts[node] as number, ends[node] as number);
			else if ((handling === 2 || hasError) && cursor.gotoFirstChild()) {
				parents.push(node);
				lastChildren.push(-1);
				continue;
			}
		}
		while (!cursor.gotoNextSibling()) {
			if (parents.length === 1 || !cursor.gotoParent()) {
				cursor.delete();
				return {
					types,
					fields,
					starts,
					ends,
					children,
					siblings,
					missing,
					hasError,
				};
			}
			parents.pop();
			lastChildren.pop();
		}
	}
}
