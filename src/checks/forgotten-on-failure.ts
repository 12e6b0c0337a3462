// PF101: a function fails after it has made the object forget the pages it has put there: the field is cleared, or the number
// of them is 0, and whoever else releases them asks for that field first.

import { isWithin } from "#csource/extent.ts";
import type { Expression } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { type Place, placeOf } from "#lifecycle/place.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { isNeverReleased } from "./never-released.ts";
import { checkOwnHolds, failuresKeeping, type OwnHold } from "./own-holds.ts";
import { pathNotes } from "./path-notes.ts";

export const checkForgottenOnFailure = checkOwnHolds(judge);

function judge(input: CheckInput, own: OwnHold): DraftFinding | null {
	const { analyzed, acquire, site } = own;
	const { context } = analyzed;
	for (const { at, state, hold } of failuresKeeping(own)) {
		if (hold.clearedAt === null) continue;
		const place = clearedPlace(input, acquire.model, hold.clearedAt);
		if (place === null || isNeverReleased(input, site)) continue;
		if (!isAskedElsewhere(input, site, place)) continue;
		return draftFinding({
			code: "PF101",
			confidence: "likely",
			model: context.model,
			at,
			message: `fails with the pages from ${acquire.name}() in an object that it has made forget them`,
			notes: [
				...pathNotes(context, state, acquire.call.start, "acquired here"),
				{ at: hold.clearedAt, message: `${place.slice(2)} is cleared here` },
			],
			acquire: acquire.call.start,
		});
	}
	return null;
}

function clearedPlace(
	{ unit: { unit } }: CheckInput,
	model: FunctionModel,
	at: number,
): Place | null {
	const cleared = model.assignments.find(({ target }) => target.start === at);
	return cleared === undefined ? null : placeOf(unit, model, cleared.target);
}

/** Each release elsewhere takes the field, or stands behind a test of it. */
function isAskedElsewhere(
	input: CheckInput,
	{ acquire, releases, mismatched }: FollowedSite,
	place: Place,
): boolean {
	return [...releases, ...mismatched].every(
		(release) =>
			release.model === acquire.model || asksFor(input, release, place),
	);
}

function asksFor(
	{ unit: { unit } }: CheckInput,
	{ model, call }: ReleaseCall,
	place: Place,
): boolean {
	const names = (expression: Expression): boolean => {
		let found = false;
		visitExpression(expression, (part) => {
			if (part.kind === "member" && placeOf(unit, model, part) === place)
				found = true;
			return !found;
		});
		return found;
	};
	if (call.args.some(names)) return true;
	let asked = false;
	visitStatement(model.syntax.body, (statement) => {
		const { kind } = statement;
		if (kind !== "if" && kind !== "while" && kind !== "for") return;
		const body = kind === "if" ? statement.then : statement.body;
		if (
			statement.test !== null &&
			isWithin(call, body) &&
			names(statement.test)
		)
			asked = true;
	});
	return asked;
}
