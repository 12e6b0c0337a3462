// Visits the parts of expressions and statements, outermost first, in source order.

import type { Expression, Statement } from "./syntax.ts";

/** The expressions directly below an expression. */
export function childrenOf(expression: Expression): readonly Expression[] {
	switch (expression.kind) {
		case "call":
			return [expression.callee, ...expression.args];
		case "member":
			return [expression.object];
		case "index":
			return [expression.object, expression.index];
		case "unary":
		case "dereference":
		case "address":
		case "update":
		case "cast":
			return [expression.operand];
		case "binary":
		case "comma":
			return [expression.left, expression.right];
		case "assign":
			return [expression.target, expression.value];
		case "conditional":
			return expression.whenTrue === null
				? [expression.test, expression.whenFalse]
				: [expression.test, expression.whenTrue, expression.whenFalse];
		case "initializer":
			return expression.items.map((item) => item.value);
		case "statement-expression":
			return expressionsOf(expression.body);
		default:
			return [];
	}
}

/** Calls `visit` on the expression and everything below it; `visit` returns false to leave a part out. */
export function visitExpression(
	expression: Expression,
	visit: (expression: Expression) => boolean | undefined,
): void {
	if (visit(expression) === false) return;
	for (const child of childrenOf(expression)) visitExpression(child, visit);
}

/** All identifiers of an expression, those that are called too; names of members are none. */
export function namesOf(expression: Expression): ReadonlySet<string> {
	const names = new Set<string>();
	visitExpression(expression, (part) => {
		if (part.kind === "identifier") names.add(part.name);
		return true;
	});
	return names;
}

/** Whether `part` is the expression itself or stands somewhere below it. */
export function contains(whole: Expression, part: Expression): boolean {
	let found = false;
	visitExpression(whole, (inner) => {
		if (inner === part) found = true;
		return !found;
	});
	return found;
}

/** The statements directly below a statement. */
export function substatementsOf(statement: Statement): readonly Statement[] {
	switch (statement.kind) {
		case "block":
			return statement.body;
		case "if":
			return statement.otherwise === null
				? [statement.then]
				: [statement.then, statement.otherwise];
		case "while":
		case "do":
		case "macro-block":
		case "switch":
			return [statement.body];
		case "for":
			return statement.initial === null
				? [statement.body]
				: [statement.initial, statement.body];
		default:
			return [];
	}
}

/** The outermost expressions that stand in a statement itself, not in the statements below it. */
function ownExpressionsOf(
	statement: Statement,
): readonly (Expression | null)[] {
	switch (statement.kind) {
		case "expression":
			return [statement.expression];
		case "declaration":
			return statement.declarators.map((declarator) => declarator.initial);
		case "if":
		case "while":
		case "do":
		case "switch":
			return [statement.test];
		case "for":
			return [statement.test, statement.update];
		case "macro-block":
			return statement.args;
		case "case":
			return [statement.value, statement.last];
		case "return":
			return [statement.value];
		default:
			return [];
	}
}

/** Calls `visit` on the statement and every statement below it, those of statement expressions left out. */
export function visitStatement(
	statement: Statement,
	visit: (statement: Statement) => void,
): void {
	visit(statement);
	for (const child of substatementsOf(statement)) visitStatement(child, visit);
}

/** All outermost expressions of a statement and the statements below it. */
export function expressionsOf(statement: Statement): readonly Expression[] {
	const found: Expression[] = [];
	visitStatement(statement, (part) => {
		for (const expression of ownExpressionsOf(part))
			if (expression !== null) found.push(expression);
	});
	return found;
}
