// PF503: nobody looks at the result of an acquire, and its pages are used.

import type { Expression, Statement } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { pageArgumentOf } from "#lifecycle/roles.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel, Unit } from "#lifecycle/unit/function-model.ts";
import type { Check, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";

export const checkResultIgnored: Check = (input) =>
	input.sites.flatMap((site): readonly DraftFinding[] => {
		const { acquire } = site;
		const { returns, holds } = acquire.entry;
		if (acquire.holdsNothing || holds === "return" || returns === "void")
			return [];
		if (!isDiscarded(acquire.model, acquire.call) || !isUsedAfter(site))
			return [];
		if (isClearedBefore(input.unit.unit, site)) return [];
		return [
			draftFinding({
				code: "PF503",
				confidence: "certain",
				model: acquire.model,
				at: acquire.call.start,
				message: `nobody looks at the result of ${acquire.name}(), and the pages are used: after a failure they are whatever was in that memory; ${adviceFor(input, site)}`,
				acquire: acquire.call.start,
			}),
		];
	});

/** The call is a statement of its own, or its value is cast away. */
export function isDiscarded(model: FunctionModel, call: Expression): boolean {
	let found = false;
	visitStatement(model.syntax.body, (statement: Statement) => {
		if (statement.kind !== "expression") return;
		const { expression } = statement;
		const inner =
			expression.kind === "cast" && expression.type.base === "void"
				? expression.operand
				: expression;
		if (inner === call) found = true;
	});
	return found;
}

/** `struct page *page = NULL;`: a failure shows by the page being NULL still. */
function isClearedBefore(unit: Unit, { acquire }: FollowedSite): boolean {
	const pages = pageArgumentOf(acquire.roles, acquire.call.args);
	const root = pages === null ? null : rootVariable(pages);
	return callIndexOf(unit).assignments.some(
		({ model, target, value }) =>
			model === acquire.model &&
			target.kind === "identifier" &&
			target.name === root &&
			(isNull(value) || value.kind === "initializer"),
	);
}

/** The variable that names the pages comes up again behind the call. */
function isUsedAfter({ acquire }: FollowedSite): boolean {
	const pages = pageArgumentOf(acquire.roles, acquire.call.args);
	const root = pages === null ? null : rootVariable(pages);
	if (root === null) return false;
	let used = false;
	for (const expression of expressionsOf(acquire.model.syntax.body))
		visitExpression(expression, (part) => {
			if (
				part.kind === "identifier" &&
				part.name === root &&
				part.start > acquire.call.end
			)
				used = true;
			return !used;
		});
	return used;
}
