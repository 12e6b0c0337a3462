import { readDeclaration } from "./declaration.ts";
import { lowerExpression } from "./lower-expression.ts";
import {
	childrenOf,
	extentOf,
	fieldOf,
	type Lowering,
	typeOf,
} from "./lowering.ts";
import type { Declarator, Expression, Statement } from "./syntax.ts";
import { endAt, kindAt, startAt } from "./token-stream.ts";
import { SEMICOLON } from "./tokens.ts";
import { tokenAt } from "./type-at.ts";

/** Names and types are read from the tokens, where nothing is rewritten; the tree gives the initial values. */
export function lowerDeclaration(lowering: Lowering, node: number): Statement {
	const extent = extentOf(lowering, node);
	const { stream, normal } = lowering;
	const from = tokenAt(stream, extent.start);
	let to = tokenAt(stream, extent.end);
	if (kindAt(stream, to - 1) === SEMICOLON) to--;
	const { specifiers, names } = readDeclaration(stream, from, to);
	const initials = initialValues(lowering, node);
	const declarators = names.flatMap(
		({ name, nameIndex, type }): Declarator[] => {
			if (nameIndex < 0 || (type.base.endsWith(" ()") && type.pointers === 0))
				return [];
			const start = startAt(stream, nameIndex);
			const end = endAt(stream, nameIndex);
			const cleanup = normal.cleanups.get(end);
			const { isStatic } = specifiers;
			const initial = initials.get(start) ?? null;
			const declarator = { start, end, name, type, isStatic, initial };
			return [cleanup === undefined ? declarator : { ...declarator, cleanup }];
		},
	);
	return {
		start: extent.start,
		end: extent.end,
		kind: "declaration",
		declarators,
	};
}

/** By the offset of the declared name. */
function initialValues(
	lowering: Lowering,
	node: number,
): ReadonlyMap<number, Expression> {
	const values = new Map<number, Expression>();
	for (const child of childrenOf(lowering, node)) {
		if (typeOf(lowering, child) !== "init_declarator") continue;
		const value = fieldOf(lowering, child, "value");
		const name = nameOf(lowering, fieldOf(lowering, child, "declarator"));
		if (value >= 0 && name >= 0)
			values.set(
				extentOf(lowering, name).start,
				lowerExpression(lowering, value),
			);
	}
	return values;
}

function nameOf(lowering: Lowering, declarator: number): number {
	let node = declarator;
	while (node >= 0 && typeOf(lowering, node) !== "identifier") {
		const inner = fieldOf(lowering, node, "declarator");
		node = inner >= 0 ? inner : (childrenOf(lowering, node).at(-1) ?? -1);
	}
	return node;
}
