import { flatMap } from "#base/flat-map.ts";
import { lowerDeclaration } from "./lower-declaration.ts";
import { lowerExpression } from "./lower-expression.ts";
import {
	childrenOf,
	damaged,
	extentOf,
	fieldOf,
	type Lowering,
	sourceOf,
	typeOf,
} from "./lowering.ts";
import type { Block, Expression, Extent, Statement } from "./syntax.ts";

export function lowerBlock(lowering: Lowering, node: number): Block {
	const { start, end } = extentOf(lowering, node);
	return {
		start,
		end,
		kind: "block",
		body: lowerAll(lowering, childrenOf(lowering, node)),
	};
}

export function lowerAll(
	lowering: Lowering,
	nodes: readonly number[],
): Statement[] {
	return flatMap(nodes, (node) => lowerStatements(lowering, node));
}

/** One node as the statements it stands for: a label and what it labels are two. */
function lowerStatements(lowering: Lowering, node: number): Statement[] {
	const extent = extentOf(lowering, node);
	switch (typeOf(lowering, node)) {
		case "labeled_statement":
			return lowerLabel(lowering, node);
		case "case_statement":
			return lowerCase(lowering, node);
		case "attributed_statement":
			return lowerAll(lowering, childrenOf(lowering, node));
		case "ERROR":
			return lowerError(lowering, node);
		case "comment":
			return [];
		default:
			return [lowerStatement(lowering, node, extent)];
	}
}

function lowerStatement(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Statement {
	const { start, end } = extent;
	switch (typeOf(lowering, node)) {
		case "compound_statement":
			return lowerBlock(lowering, node);
		case "expression_statement":
			return lowerExpressionStatement(lowering, node, extent);
		case "declaration":
			return lowerDeclaration(lowering, node);
		case "type_definition":
		case "struct_specifier":
		case "union_specifier":
		case "enum_specifier":
			return { start, end, kind: "declaration", declarators: [] };
		case "if_statement":
			return lowerIf(lowering, node, extent);
		case "while_statement":
			return lowerWhile(lowering, node, extent);
		case "do_statement":
			return lowerDo(lowering, node, extent);
		case "for_statement":
			return lowerFor(lowering, node, extent);
		case "switch_statement":
			return {
				start,
				end,
				kind: "switch",
				test: lowerPart(lowering, node, "condition"),
				body: lowerBody(lowering, node, "body"),
			};
		case "goto_statement":
			return lowerGoto(lowering, node, extent);
		case "break_statement":
			return { start, end, kind: "break" };
		case "continue_statement":
			return { start, end, kind: "continue" };
		case "return_statement": {
			const value = childrenOf(lowering, node)[0];
			return {
				start,
				end,
				kind: "return",
				value: value === undefined ? null : lowerExpression(lowering, value),
			};
		}
		default:
			return lowerOther(lowering, node, extent);
	}
}

/** What the grammar allows at file level and this file does not expect in a function. */
function lowerOther(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Statement {
	const { start, end } = extent;
	if (/_expression$|^identifier$|_literal$/.test(typeOf(lowering, node)))
		return {
			start,
			end,
			kind: "expression",
			expression: lowerExpression(lowering, node),
		};
	if (!lowering.tree.missing.has(node))
		damaged(lowering, extent, sourceOf(lowering, extent));
	return { start, end, kind: "unknown", text: sourceOf(lowering, extent) };
}

function lowerPart(
	lowering: Lowering,
	node: number,
	field: string,
): Expression {
	const child = fieldOf(lowering, node, field);
	if (child >= 0) return lowerExpression(lowering, child);
	const { end } = extentOf(lowering, node);
	return { kind: "unknown", text: "", start: end, end };
}

/** The statement under a field; several that one node stands for become a block. */
function lowerBody(lowering: Lowering, node: number, field: string): Statement {
	const child = fieldOf(lowering, node, field);
	const { end } = extentOf(lowering, node);
	if (child < 0) return { kind: "empty", start: end, end };
	return asOne(lowerStatements(lowering, child), extentOf(lowering, child));
}

function asOne(statements: Statement[], extent: Extent): Statement {
	const { start, end } = extent;
	const [only] = statements;
	return only !== undefined && statements.length === 1
		? only
		: { start, end, kind: "block", body: statements };
}

function lowerExpressionStatement(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Statement {
	const { start, end } = extent;
	const inner = childrenOf(lowering, node).find(
		(child) => typeOf(lowering, child) !== "comment",
	);
	return inner === undefined
		? { start, end, kind: "empty" }
		: {
				start,
				end,
				kind: "expression",
				expression: lowerExpression(lowering, inner),
			};
}

function lowerIf(lowering: Lowering, node: number, extent: Extent): Statement {
	const { start, end } = extent;
	const mark = lowering.normal.marks.get(extent.start);
	if (mark?.kind === "macro-block")
		return lowerMacroBlock(lowering, node, extent, "consequence");
	const alternative = fieldOf(lowering, node, "alternative");
	const test = lowerPart(lowering, node, "condition");
	const otherwise = alternative < 0 ? [] : childrenOf(lowering, alternative);
	return {
		start,
		end,
		kind: "if",
		test: mark?.kind === "macro-if" ? macroTest(lowering, node, mark) : test,
		// biome-ignore lint/suspicious/noThenProperty: the name of the branch in C; nobody awaits a statement
		then: lowerBody(lowering, node, "consequence"),
		otherwise:
			otherwise.length === 0
				? null
				: asOne(lowerAll(lowering, otherwise), extentOf(lowering, alternative)),
	};
}

function lowerDo(lowering: Lowering, node: number, extent: Extent): Statement {
	const { start, end } = extent;
	const condition = fieldOf(lowering, node, "condition");
	const mark = lowering.normal.marks.get(extentOf(lowering, condition).start);
	return {
		start,
		end,
		kind: "do",
		body: lowerBody(lowering, node, "body"),
		test:
			mark?.kind === "macro-if"
				? macroTest(lowering, node, mark)
				: lowerPart(lowering, node, "condition"),
	};
}

/** `if_changed(x) {` is an if whose test is the call `if_changed(x)`. */
function macroTest(
	lowering: Lowering,
	node: number,
	{ start, name, nameEnd }: { start: number; name: string; nameEnd: number },
): Expression {
	const condition = fieldOf(lowering, node, "condition");
	const { end } = extentOf(lowering, condition);
	return {
		kind: "call",
		start,
		end,
		callee: { kind: "identifier", name, start, end: nameEnd },
		args: lowerArguments(lowering, condition),
	};
}

function lowerWhile(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Statement {
	const { start, end } = extent;
	const mark = lowering.normal.marks.get(extent.start);
	if (mark?.kind === "macro-block")
		return lowerMacroBlock(lowering, node, extent, "body");
	return {
		start,
		end,
		kind: "while",
		test: lowerPart(lowering, node, "condition"),
		body: lowerBody(lowering, node, "body"),
	};
}

function lowerMacroBlock(
	lowering: Lowering,
	node: number,
	extent: Extent,
	body: string,
): Statement {
	const mark = lowering.normal.marks.get(extent.start);
	const { name, loops, bare } =
		mark?.kind === "macro-block" ? mark : { name: "", loops: true, bare: true };
	const condition = fieldOf(lowering, node, "condition");
	return {
		start: extent.start,
		end: extent.end,
		kind: "macro-block",
		name,
		loops,
		args: bare || condition < 0 ? [] : lowerArguments(lowering, condition),
		body: lowerBody(lowering, node, body),
	};
}

/** The arguments of a macro that was rewritten to a condition: its top commas separate them. */
function lowerArguments(lowering: Lowering, condition: number): Expression[] {
	const args: Expression[] = [];
	let node = childrenOf(lowering, condition)[0] ?? -1;
	const pending: number[] = [];
	while (node >= 0) {
		if (typeOf(lowering, node) === "comma_expression") {
			pending.push(fieldOf(lowering, node, "right"));
			node = fieldOf(lowering, node, "left");
		} else {
			args.push(lowerExpression(lowering, node));
			node = pending.pop() ?? -1;
		}
	}
	return args;
}

function lowerFor(lowering: Lowering, node: number, extent: Extent): Statement {
	const { start, end } = extent;
	const initial = fieldOf(lowering, node, "initializer");
	const first = extentOf(lowering, initial);
	const test = fieldOf(lowering, node, "condition");
	const update = fieldOf(lowering, node, "update");
	return {
		start,
		end,
		kind: "for",
		initial:
			initial < 0
				? null
				: typeOf(lowering, initial) === "declaration"
					? lowerDeclaration(lowering, initial)
					: {
							start: first.start,
							end: first.end,
							kind: "expression",
							expression: lowerExpression(lowering, initial),
						},
		test: test < 0 ? null : lowerExpression(lowering, test),
		update: update < 0 ? null : lowerExpression(lowering, update),
		body: lowerBody(lowering, node, "body"),
	};
}

function lowerGoto(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Statement {
	const { start, end } = extent;
	const mark = lowering.normal.marks.get(extent.start);
	const label = fieldOf(lowering, node, "label");
	return {
		start,
		end,
		kind: "goto",
		label:
			mark?.kind === "computed-goto" || label < 0
				? null
				: sourceOf(lowering, extentOf(lowering, label)),
	};
}

function lowerLabel(lowering: Lowering, node: number): Statement[] {
	const [label, ...rest] = childrenOf(lowering, node);
	if (label === undefined) return [];
	const extent = extentOf(lowering, label);
	const name = sourceOf(lowering, extent);
	return [
		{ start: extent.start, end: extent.end, kind: "label", name },
		...lowerAll(lowering, rest),
	];
}

function lowerCase(lowering: Lowering, node: number): Statement[] {
	const [first] = childrenOf(lowering, node);
	const value = fieldOf(lowering, node, "value");
	const rest = childrenOf(lowering, node).filter((child) => child !== value);
	const { start, end } = extentOf(lowering, node);
	const label: Extent = {
		start,
		end:
			value >= 0
				? extentOf(lowering, value).end
				: Math.min(start + "default".length, end),
	};
	if (value < 0 || first === undefined)
		return [
			{
				start: label.start,
				end: label.end,
				kind: "case",
				value: null,
				last: null,
			},
			...lowerAll(lowering, rest),
		];
	return [lowerCaseLabel(lowering, value, label), ...lowerAll(lowering, rest)];
}

function lowerCaseLabel(
	lowering: Lowering,
	value: number,
	label: Extent,
): Statement {
	const operator = fieldOf(lowering, value, "operator");
	const isRange =
		operator >= 0 &&
		lowering.normal.marks.get(extentOf(lowering, operator).start)?.kind ===
			"range";
	if (!isRange)
		return {
			start: label.start,
			end: label.end,
			kind: "case",
			value: lowerExpression(lowering, value),
			last: null,
		};
	return {
		start: label.start,
		end: label.end,
		kind: "case",
		value: lowerPart(lowering, value, "left"),
		last: lowerPart(lowering, value, "right"),
	};
}

const readable =
	/^(?:.*_statement|declaration|.*_expression|identifier|ERROR)$/;

/** Notes the damage and keeps the statements that could still be read inside. */
function lowerError(lowering: Lowering, node: number): Statement[] {
	const extent = extentOf(lowering, node);
	const text = sourceOf(lowering, extent);
	return [
		{ start: extent.start, end: extent.end, kind: "unknown", text },
		...lowerAll(
			lowering,
			childrenOf(lowering, node).filter((child) =>
				readable.test(typeOf(lowering, child)),
			),
		),
	];
}
