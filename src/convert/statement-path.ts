// Where a statement stands among the statements of its function.

import type { FunctionSyntax, Statement } from "#csource/syntax.ts";
import { substatementsOf } from "#csource/walk.ts";

/** From the body of the function down to the innermost statement that contains [start, end). */
export function statementPath(
	syntax: FunctionSyntax,
	start: number,
	end: number,
): readonly Statement[] {
	const path: Statement[] = [];
	let at: Statement | undefined = syntax.body;
	while (at !== undefined) {
		path.push(at);
		at = substatementsOf(at).find(
			(child) => child.start <= start && end <= child.end,
		);
	}
	return path;
}

/** The statement before it in the same block; null where there is none. */
export function previousSibling(
	path: readonly Statement[],
	statement: Statement,
): Statement | null {
	const parent = path[path.indexOf(statement) - 1];
	if (parent?.kind !== "block") return null;
	return parent.body[parent.body.indexOf(statement) - 1] ?? null;
}

/** `{ one; }` and `one;` alike. */
export function soleStatement(statement: Statement): Statement {
	if (statement.kind !== "block") return statement;
	const [only, ...others] = statement.body.filter(
		({ kind }) => kind !== "empty",
	);
	return only !== undefined && others.length === 0 ? only : statement;
}
