// The loop around a release, and the tests in it that decide which entries are released.

import type { Expression, Statement } from "#csource/syntax.ts";
import { substatementsOf, visitExpression } from "#csource/walk.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName, isNull, isTransparent } from "../kernel-idioms.ts";
import { pathText } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";

export type Loop = Statement & { readonly kind: "for" | "while" | "do" };

type Test = Statement & { readonly kind: "if" };

interface Around {
	/** The innermost loop. */
	readonly loop: Loop | null;
	/** The tests inside it: those that the call stands below, and those that may leave a round early. */
	readonly tests: readonly Test[];
}

export function enclosing(model: FunctionModel, call: CallExpression): Around {
	let loop: Loop | null = null;
	const visit = (statement: Statement): void => {
		if (statement.start > call.start || call.start >= statement.end) return;
		if (
			statement.kind === "for" ||
			statement.kind === "while" ||
			statement.kind === "do"
		)
			loop = statement;
		// A macro that iterates runs for entries that are not counted here.
		if (statement.kind === "macro-block" && statement.loops) loop = null;
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	const found = loop as Loop | null;
	return { loop: found, tests: found === null ? [] : testsIn(found, call) };
}

function testsIn(loop: Loop, call: CallExpression): readonly Test[] {
	const tests: Test[] = [];
	const visit = (statement: Statement): void => {
		if (statement.kind === "if") {
			const around = statement.start <= call.start && call.end <= statement.end;
			if (around || (statement.end <= call.start && leavesRound(statement)))
				tests.push(statement);
		}
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(loop.body);
	return tests;
}

function leavesRound(statement: Statement): boolean {
	return (
		/^(break|continue|goto|return)$/.test(statement.kind) ||
		substatementsOf(statement).some(leavesRound)
	);
}

/** The test decides whether this entry is released. */
export function speaksOf(
	statement: Test,
	array: Expression,
	variable: string | null,
	call: CallExpression,
): boolean {
	const { test } = statement;
	// `if (unpin(pages[i])) …`: the release itself is tested.
	if (test.start <= call.start && call.end <= test.end) return false;
	if (!asksForNull(test)) return false;
	const wanted = pathText(array);
	let found = false;
	visitExpression(test, (part) => {
		if (part.kind === "identifier" && part.name === variable) found = true;
		if (part.kind === "index" && pathText(part.object) === wanted) found = true;
		return !found;
	});
	return found;
}

/** Whether something is there; another question sorts the pages, and then each of two releases in a loop has its own. */
function asksForNull(test: Expression): boolean {
	switch (test.kind) {
		case "identifier":
		case "member":
		case "index":
			return true;
		case "cast":
			return asksForNull(test.operand);
		case "unary":
			return test.op === "!" && asksForNull(test.operand);
		case "binary": {
			const { op, left, right } = test;
			if (op === "&&" || op === "||")
				return asksForNull(left) && asksForNull(right);
			if (op !== "==" && op !== "!=") return false;
			if (isNull(right)) return asksForNull(left);
			return isNull(left) && asksForNull(right);
		}
		case "call": {
			const name = calleeName(test);
			const [first] = test.args;
			return (
				name !== null &&
				first !== undefined &&
				(/^IS_ERR(_OR_NULL)?$/.test(name) || isTransparent(name)) &&
				asksForNull(first)
			);
		}
		default:
			return false;
	}
}
