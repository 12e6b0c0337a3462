// The field of an object that tells how many of the pages kept in it are held.

import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { HoldSource, UnitContext } from "./function-context.ts";
import type { ReleaseCall } from "./hold-graph.ts";
import { argumentWith } from "./roles.ts";
import { indexOf } from "./unit-index.ts";

/**
 * By which every release of what the source put into fields counts: the argument of unpin_user_pages(), the bound of the
 * loop around put_page(). null where one of them counts otherwise, or there is none.
 */
export function countFieldOf(
	context: UnitContext,
	source: HoldSource,
): string | null {
	const kept = new Set([...source.places].filter((place) => /^f:/.test(place)));
	const acquiring = new Set(context.graph.acquires.map(({ model }) => model));
	const fields = new Set(
		indexOf(context)
			.releasesAt(kept)
			.flatMap((release) => {
				const field = boundField(release);
				// A function that acquires undoes that by a number of its own.
				const isUndoing = field === null && acquiring.has(release.model);
				return isUndoing ? [] : [field];
			}),
	);
	const [field] = fields;
	return fields.size === 1 ? (field ?? null) : null;
}

function boundField({ model, call, roles }: ReleaseCall): string | null {
	const count = argumentWith("count", roles, call.args);
	if (count !== null) return fieldOf(count);
	let bound: string | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "for" && statement.kind !== "while") return;
		if (call.start < statement.start || statement.end < call.end) return;
		const { test } = statement;
		if (test?.kind === "binary" && /^(<=?|!=)$/.test(test.op))
			bound = fieldOf(test.right);
	});
	return bound;
}

function fieldOf(expression: Expression): string | null {
	if (expression.kind === "cast") return fieldOf(expression.operand);
	return expression.kind === "member" ? expression.field : null;
}
