// PF301: a function that lets pages go is told, or works out, whether they are dirty, and reads that nowhere.
//
// Likely: that the name means what it says. Never reports a function that gives the word on, or marks by it.

import type { Expression, Statement } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkDirtyWordUnread: Check = (input) => {
	const judged = new Set<FunctionModel>();
	return input.unit.graph.releases.flatMap((release) => {
		if (judged.has(release.model)) return [];
		judged.add(release.model);
		return judge(input, release) ?? [];
	});
};

function judge(input: CheckInput, release: ReleaseCall): DraftFinding | null {
	const { model, call } = release;
	const site = input.sites.find((one) => one.releases.includes(release));
	if (site === undefined) return null;
	if (input.unit.graph.dirties.some((dirty) => dirty.model === model))
		return null;
	const word = wordsOf(model).find((name) => !isRead(model, name));
	if (word === undefined) return null;
	return draftFinding({
		code: "PF301",
		confidence: "likely",
		model,
		at: call.start,
		message: `${model.name}() has ${word}, which says whether the pages are dirty, and lets them go without a mark: what was written can be lost`,
		notes: [{ at: site.acquire.call.start, message: "acquired here" }],
		acquire: site.acquire.call.start,
	});
}

/** Parameters and locals whose name says that pages are dirty. */
function wordsOf(model: FunctionModel): readonly string[] {
	return [...model.types]
		.filter(
			([name, { pointers, arrays }]) =>
				pointers + arrays === 0 && /(^|_)(dirty|dirtied)$/.test(name),
		)
		.map(([name]) => name);
}

/** Something other than a test before nothing asks for it. */
function isRead(model: FunctionModel, name: string): boolean {
	const idle = new Set<Expression>();
	visitStatement(model.syntax.body, (statement) => {
		if (
			statement.kind === "if" &&
			statement.otherwise === null &&
			isNothing(statement.then)
		)
			idle.add(statement.test);
	});
	const written = new Set<Expression>(
		model.assignments.map(({ target }) => target),
	);
	return expressionsOf(model.syntax.body).some((expression) => {
		let found = false;
		visitExpression(expression, (part) => {
			if (idle.has(part) || written.has(part)) return false;
			if (part.kind === "identifier" && part.name === name) found = true;
			return !found;
		});
		return found;
	});
}

function isNothing(statement: Statement): boolean {
	if (statement.kind === "block") return statement.body.every(isNothing);
	return statement.kind === "empty";
}
