import { characterValue, numberValue } from "./literal.ts";
import { lowerInitializer } from "./lower-initializer.ts";
import {
	childrenOf,
	damaged,
	extentOf,
	fieldOf,
	type Lowering,
	sourceOf,
	typeOf,
} from "./lowering.ts";
import type { Expression, Extent } from "./syntax.ts";
import { typeAt } from "./type-at.ts";

/** Lowers a node that stands for a value. */
export function lowerExpression(lowering: Lowering, node: number): Expression {
	const extent = extentOf(lowering, node);
	const { start, end } = extent;
	const part = (field: string): Expression =>
		lowerField(lowering, node, field, extent);
	switch (typeOf(lowering, node)) {
		case "identifier":
		case "type_identifier":
		case "field_identifier":
		case "primitive_type":
		case "true":
		case "false":
		case "null":
			return lowerName(lowering, extent);
		case "number_literal":
			return lowerNumber(lowering, extent);
		case "char_literal": {
			const text = sourceOf(lowering, extent);
			return { start, end, kind: "number", text, value: characterValue(text) };
		}
		case "string_literal":
		case "concatenated_string":
			return { start, end, kind: "string", text: sourceOf(lowering, extent) };
		case "parenthesized_expression":
			return lowerParenthesized(lowering, node, extent);
		case "call_expression":
			return lowerCall(lowering, node, extent);
		case "field_expression":
			return lowerMember(lowering, node, extent);
		case "subscript_expression":
			return {
				start,
				end,
				kind: "index",
				object: part("argument"),
				index: part("index"),
			};
		case "pointer_expression":
			return {
				start,
				end,
				kind: operatorOf(lowering, node) === "*" ? "dereference" : "address",
				operand: part("argument"),
			};
		case "unary_expression":
			return lowerUnary(lowering, node, extent);
		case "binary_expression":
			return {
				start,
				end,
				kind: "binary",
				op: operatorOf(lowering, node),
				left: part("left"),
				right: part("right"),
			};
		case "assignment_expression":
			return {
				start,
				end,
				kind: "assign",
				op: operatorOf(lowering, node),
				target: part("left"),
				value: part("right"),
			};
		case "update_expression":
			return lowerUpdate(lowering, node, extent);
		case "conditional_expression":
			return {
				start,
				end,
				kind: "conditional",
				test: part("condition"),
				whenTrue:
					fieldOf(lowering, node, "consequence") < 0
						? null
						: part("consequence"),
				whenFalse: part("alternative"),
			};
		case "cast_expression":
		case "compound_literal_expression": {
			const type = fieldOf(lowering, node, "type");
			return {
				start,
				end,
				kind: "cast",
				type: typeAt(lowering, extentOf(lowering, type)),
				operand: part("value"),
			};
		}
		case "sizeof_expression":
		case "alignof_expression":
			return { start, end, kind: "sizeof", text: sourceOf(lowering, extent) };
		case "type_descriptor":
			return { start, end, kind: "type", type: typeAt(lowering, extent) };
		case "comma_expression":
			return {
				start,
				end,
				kind: "comma",
				left: part("left"),
				right: part("right"),
			};
		case "initializer_list":
			return lowerInitializer(lowering, node, lowerExpression);
		case "compound_statement":
			return {
				start,
				end,
				kind: "statement-expression",
				body: lowering.lowerBlock(node),
			};
		case "extension_expression": {
			const inner = childrenOf(lowering, node)[0];
			return inner === undefined
				? lowerUnknown(lowering, extent)
				: lowerExpression(lowering, inner);
		}
		default:
			return lowerUnknown(lowering, extent);
	}
}

/** The grammar takes a sign into the literal where no operand stands before it. */
function lowerNumber(lowering: Lowering, extent: Extent): Expression {
	const { start, end } = extent;
	const text = sourceOf(lowering, extent);
	const sign = text.charAt(0);
	if (sign !== "-" && sign !== "+")
		return { start, end, kind: "number", text, value: numberValue(text) };
	const digits = text.slice(1).trimStart();
	return {
		start,
		end,
		kind: "unary",
		op: sign,
		operand: {
			start: extent.end - digits.length,
			end: extent.end,
			kind: "number",
			text: digits,
			value: numberValue(digits),
		},
	};
}

export function lowerUnknown(lowering: Lowering, extent: Extent): Expression {
	return {
		start: extent.start,
		end: extent.end,
		kind: "unknown",
		text: sourceOf(lowering, extent),
	};
}

function lowerField(
	lowering: Lowering,
	node: number,
	field: string,
	around: Extent,
): Expression {
	const child = fieldOf(lowering, node, field);
	return child < 0
		? lowerUnknown(lowering, { start: around.end, end: around.end })
		: lowerExpression(lowering, child);
}

/** Operators are never rewritten but for `!` and `||`, which the callers look up in the marks. */
function operatorOf(lowering: Lowering, node: number): string {
	const operator = fieldOf(lowering, node, "operator");
	return operator < 0 ? "" : typeOf(lowering, operator);
}

function lowerName(lowering: Lowering, extent: Extent): Expression {
	const { start, end } = extent;
	const mark = lowering.normal.marks.get(extent.start);
	switch (mark?.kind) {
		case "type":
			return { start, end, kind: "type", type: mark.type };
		case "sizeof":
			return { start, end, kind: "sizeof", text: sourceOf(lowering, extent) };
		case "opaque":
			return lowerUnknown(lowering, extent);
		case "statements":
			return {
				start,
				end,
				kind: "statement-expression",
				body: lowering.readStatements(mark.from, mark.to),
			};
		default:
			return {
				start,
				end,
				kind: "identifier",
				name: sourceOf(lowering, extent),
			};
	}
}

function lowerParenthesized(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Expression {
	const inner = childrenOf(lowering, node).find(
		(child) => typeOf(lowering, child) !== "comment",
	);
	if (inner === undefined) return lowerUnknown(lowering, extent);
	const expression = lowerExpression(lowering, inner);
	return expression.kind === "statement-expression"
		? { ...expression, start: extent.start, end: extent.end }
		: expression;
}

function lowerCall(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Expression {
	const callee = fieldOf(lowering, node, "function");
	const list = fieldOf(lowering, node, "arguments");
	return {
		start: extent.start,
		end: extent.end,
		kind: "call",
		callee:
			callee < 0
				? lowerUnknown(lowering, extent)
				: lowerExpression(lowering, callee),
		args: list < 0 ? [] : lowerAll(lowering, list),
	};
}

/** The children of a list; what is wrong among them stays as `unknown`. */
function lowerAll(lowering: Lowering, list: number): Expression[] {
	return childrenOf(lowering, list)
		.filter((child) => typeOf(lowering, child) !== "comment")
		.map((child) => lowerExpression(lowering, child));
}

function lowerMember(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Expression {
	const object = fieldOf(lowering, node, "argument");
	const field = fieldOf(lowering, node, "field");
	if (object < 0 || field < 0) return lowerUnknown(lowering, extent);
	return {
		start: extent.start,
		end: extent.end,
		kind: "member",
		object: lowerExpression(lowering, object),
		field: sourceOf(lowering, extentOf(lowering, field)),
		arrow: operatorOf(lowering, node) === "->",
	};
}

function lowerUnary(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Expression {
	const { start, end } = extent;
	const mark = lowering.normal.marks.get(extent.start);
	const operand = lowerField(lowering, node, "argument", extent);
	if (mark?.kind === "cast")
		return { start, end, kind: "cast", type: mark.type, operand };
	return { start, end, kind: "unary", op: operatorOf(lowering, node), operand };
}

function lowerUpdate(
	lowering: Lowering,
	node: number,
	extent: Extent,
): Expression {
	const operator = fieldOf(lowering, node, "operator");
	const operand = fieldOf(lowering, node, "argument");
	if (operator < 0 || operand < 0) {
		damaged(lowering, extent, sourceOf(lowering, extent));
		return lowerUnknown(lowering, extent);
	}
	return {
		start: extent.start,
		end: extent.end,
		kind: "update",
		op: typeOf(lowering, operator),
		prefix: extentOf(lowering, operator).start === extent.start,
		operand: lowerExpression(lowering, operand),
	};
}
