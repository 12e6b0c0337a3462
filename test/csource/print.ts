// Writes syntax as short text, so that a test can say what it expects in one line.

import type { Block, CType, Expression, Statement } from "#csource/syntax.ts";

export function printType({ base, pointers, arrays }: CType): string {
	return `${base}${"*".repeat(pointers)}${"[]".repeat(arrays)}`;
}

/** Fully parenthesised: `a + b * c` is `(a + (b * c))`. */
export function printExpression(expression: Expression | null): string {
	if (expression === null) return "";
	switch (expression.kind) {
		case "identifier":
			return expression.name;
		case "number":
		case "string":
			return expression.text;
		case "sizeof":
			return `<${expression.text}>`;
		case "call":
			return `${printExpression(expression.callee)}(${expression.args.map(printExpression).join(", ")})`;
		case "member":
			return `${printExpression(expression.object)}${expression.arrow ? "->" : "."}${expression.field}`;
		case "index":
			return `${printExpression(expression.object)}[${printExpression(expression.index)}]`;
		case "unary":
			return `(${expression.op}${printExpression(expression.operand)})`;
		case "dereference":
			return `(*${printExpression(expression.operand)})`;
		case "address":
			return `(&${printExpression(expression.operand)})`;
		case "update":
			return expression.prefix
				? `(${expression.op}${printExpression(expression.operand)})`
				: `(${printExpression(expression.operand)}${expression.op})`;
		case "binary":
			return `(${printExpression(expression.left)} ${expression.op} ${printExpression(expression.right)})`;
		case "assign":
			return `(${printExpression(expression.target)} ${expression.op} ${printExpression(expression.value)})`;
		case "conditional":
			return `(${printExpression(expression.test)} ? ${printExpression(expression.whenTrue)} : ${printExpression(expression.whenFalse)})`;
		case "cast":
			return `{${printType(expression.type)}}${printExpression(expression.operand)}`;
		case "type":
			return `<type ${printType(expression.type)}>`;
		case "comma":
			return `(${printExpression(expression.left)}, ${printExpression(expression.right)})`;
		case "initializer":
			return `{${expression.items
				.map(
					({ designator, value }) =>
						`${designator === null ? "" : `.${designator} = `}${printExpression(value)}`,
				)
				.join(", ")}}`;
		case "statement-expression":
			return `(${printStatement(expression.body)})`;
		case "unknown":
			return `<unknown ${expression.text}>`;
	}
}

export function printStatement(statement: Statement): string {
	switch (statement.kind) {
		case "block":
			return `{ ${printBlock(statement)} }`;
		case "expression":
			return `${printExpression(statement.expression)};`;
		case "declaration":
			return statement.declarators
				.map(
					({ name, type, initial, isStatic, cleanup }) =>
						`${isStatic ? "static " : ""}${printType(type)} ${name}${cleanup === undefined ? "" : ` cleanup ${cleanup}`}${initial === null ? "" : ` = ${printExpression(initial)}`};`,
				)
				.join(" ");
		case "if":
			return `if ${printExpression(statement.test)} ${printStatement(statement.then)}${statement.otherwise === null ? "" : ` else ${printStatement(statement.otherwise)}`}`;
		case "while":
			return `while ${printExpression(statement.test)} ${printStatement(statement.body)}`;
		case "do":
			return `do ${printStatement(statement.body)} while ${printExpression(statement.test)};`;
		case "for":
			return `for [${statement.initial === null ? ";" : printStatement(statement.initial)} ${printExpression(statement.test)}; ${printExpression(statement.update)}] ${printStatement(statement.body)}`;
		case "macro-block":
			return `${statement.loops ? "loop" : "scope"} ${statement.name}(${statement.args.map(printExpression).join(", ")}) ${printStatement(statement.body)}`;
		case "switch":
			return `switch ${printExpression(statement.test)} ${printStatement(statement.body)}`;
		case "case":
			return statement.value === null
				? "default:"
				: `case ${printExpression(statement.value)}${statement.last === null ? "" : ` ... ${printExpression(statement.last)}`}:`;
		case "label":
			return `${statement.name}:`;
		case "goto":
			return `goto ${statement.label ?? "*"};`;
		case "break":
		case "continue":
			return `${statement.kind};`;
		case "return":
			return `return ${printExpression(statement.value)};`;
		case "empty":
			return ";";
		case "unknown":
			return `<unknown ${statement.text}>`;
	}
}

export function printBlock({ body }: Block): string {
	return body.map(printStatement).join(" ");
}
