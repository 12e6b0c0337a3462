// The variables that keep what a call returns.

import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { FunctionModel } from "./function-model.ts";

/** Those that the call is assigned to or that it initialises; not where it is only a part of what they are given. */
export function resultNames(
	{ assignments, syntax }: FunctionModel,
	call: Expression,
): ReadonlySet<string> {
	const names = new Set<string>();
	for (const { target, value } of assignments)
		if (value === call && target.kind === "identifier") names.add(target.name);
	visitStatement(syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name, initial } of statement.declarators)
			if (initial === call) names.add(name);
	});
	return names;
}
