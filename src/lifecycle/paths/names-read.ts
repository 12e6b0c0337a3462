// What a node of a function reads, and the names in it.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import { isMaskPath, maskPath } from "./mask-path.ts";
import { isRelationPath, relationPath } from "./relation-path.ts";

/** The names in an expression, and all paths below them. */
export function addMentioned(
	expression: Expression,
	relevant: ReadonlySet<string>,
	names: Set<string>,
): void {
	visitExpression(expression, (part) => {
		const test = maskPath(part) ?? relationPath(part);
		if (test !== null) names.add(test);
		if (part.kind === "identifier") {
			names.add(part.name);
			for (const path of relevant)
				if (path.startsWith(`${part.name}.`) && !isOfTest(path))
					names.add(path);
			if (relevant.has(`*${part.name}`)) names.add(`*${part.name}`);
		}
		return true;
	});
}

/** Also the labels of a switch, which are compared where it branches. */
export function expressionsRead(node: CfgNode): readonly Expression[] {
	const labels = node.successors.flatMap(({ label }) =>
		label.kind === "case" ? [label.value] : [],
	);
	return [...expressionsAt(node), ...labels];
}

/** What a test has shown is asked for where the test is made again, not where its variable is mentioned. */
function isOfTest(path: string): boolean {
	return isMaskPath(path) || isRelationPath(path);
}
