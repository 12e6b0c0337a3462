// PF101: a function fails with the pages in an object of its caller, and the caller, told of the failure, frees the object.
//
// Reports where the object that the caller gave is freed behind the test of the result, and nothing on the way there lets go of
// what is in it or gets the object. Errs: misses callers that name no field with pages in it and those in files that are not read
// together.

import { includesOffset } from "#csource/extent.ts";
import type { Expression, Extent, Statement } from "#csource/syntax.ts";
import { contains, visitStatement } from "#csource/walk.ts";
import { callsOf } from "#lifecycle/counts/count-origins.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { HoldSource } from "#lifecycle/function-context.ts";
import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";
import {
	calleeName,
	isFree,
	isNull,
	isPrint,
} from "#lifecycle/kernel-idioms.ts";
import { asksForOne } from "#lifecycle/paths/asks-for-one.ts";
import { rootVariable } from "#lifecycle/place.ts";
import {
	givesToStranger,
	releasesSome,
} from "#lifecycle/releases/may-let-go.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { resultNames } from "#lifecycle/unit/result-names.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { isNeverReleased } from "./never-released.ts";
import { checkOwnHolds, failuresKeeping, type OwnHold } from "./own-holds.ts";
import { pathNotes } from "./path-notes.ts";

export const checkLeftToCallers = checkOwnHolds(judge);

function judge(input: CheckInput, own: OwnHold): DraftFinding | null {
	const { analyzed, source, site } = own;
	const { context } = analyzed;
	if (isNeverReleased(input, site)) return null;
	const end = failuresKeeping(own).find(
		({ hold }) =>
			!hold.fromEarlierRound &&
			(hold.part === "full" || asksForOne(source) || !hold.countExported),
	);
	if (end === undefined) return null;
	for (const { model, call } of callsOf(input.unit.unit, context.model.name)) {
		const freed = freedOnFailure(input, site, source, model, call);
		if (freed !== null)
			return draftFinding({
				code: "PF101",
				confidence: "likely",
				model: context.model,
				at: end.at,
				message: `fails with the pages from ${calleeName(source.call) ?? "the call"}() in the object of its caller, which is taken to be all that knows them, and ${model.name}() frees it`,
				notes: [
					...pathNotes(context, end.state, source.call.start, "acquired here"),
					{ at: freed.start, message: "freed here when it has failed" },
				],
				acquire: source.acquires[0] ?? null,
			});
	}
	return null;
}

/** The call that frees what was given to `call` where the caller finds that it has failed. */
function freedOnFailure(
	input: CheckInput,
	site: FollowedSite,
	{ places }: HoldSource,
	model: FunctionModel,
	call: CallExpression,
): CallExpression | null {
	const { unit } = input;
	const objects = call.args.flatMap((arg) => {
		const root = rootVariable(arg);
		return root !== null && (model.types.get(root)?.pointers ?? 0) > 0
			? [root]
			: [];
	});
	const failing = codeOnFailure(model, call);
	if (failing === null || objects.length === 0) return null;
	const later = model.calls
		.filter(({ start }) => failing.some((part) => includesOffset(part, start)))
		.sort((a, b) => a.start - b.start);
	for (const other of later) {
		const name = calleeName(other);
		const given = other.args.some((arg) =>
			objects.includes(rootVariable(arg) ?? ""),
		);
		if (name !== null && isFree(name) && given) {
			const [freed] = other.args;
			return freed?.kind === "identifier" ? other : null;
		}
		const summary =
			name === null ? undefined : unit.releases.get(unit.unit.resolve(name));
		const lets =
			[...(summary?.shared ?? [])].some((place) => places.has(place)) ||
			unit.graph.releases.some((release) => release.call === other);
		if (lets) return null;
		if (given && freesWhole(input, site, other, objects)) return other;
		if (given && !(name !== null && isPrint(name))) return null;
	}
	return null;
}

/** A function of the unit that frees the object it is given, and does nothing by which the pages in it could be let go. */
function freesWhole(
	{ unit }: CheckInput,
	site: FollowedSite,
	call: CallExpression,
	objects: readonly string[],
): boolean {
	const target = unit.unit.functions.get(
		unit.unit.resolve(calleeName(call) ?? ""),
	);
	const index = call.args.findIndex(
		(arg) => arg.kind === "identifier" && objects.includes(arg.name),
	);
	const owner = target?.parameters[index];
	if (target === undefined || owner === undefined) return false;
	const frees = target.calls.some((inner) => {
		const [freed] = inner.args;
		return (
			isFree(unit.unit.resolve(calleeName(inner) ?? "")) &&
			freed?.kind === "identifier" &&
			freed.name === owner
		);
	});
	return (
		frees &&
		!releasesSome(unit, site, target) &&
		!givesToStranger(unit, site, target, new Set([owner]))
	);
}

/** What runs behind `if (ret)`: the arm, and for a goto everything from the label on. null where no such test follows. */
function codeOnFailure(
	model: FunctionModel,
	call: CallExpression,
): readonly Extent[] | null {
	const [result = null] = resultNames(model, call);
	const tests: (Statement & { readonly kind: "if" })[] = [];
	const labels = new Map<string, number>();
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind === "label") labels.set(statement.name, statement.start);
		if (statement.kind === "if" && statement.test.end > call.start)
			tests.push(statement);
	});
	const test = tests
		.sort((a, b) => a.test.start - b.test.start)
		.find(({ test: part }) => part.start > call.start || contains(part, call));
	if (test === undefined || !isFailure(test.test, result, call)) return null;
	const parts: Extent[] = [test.then];
	let leaves = false;
	visitStatement(test.then, (statement) => {
		if (statement.kind === "return") leaves = true;
		const label =
			statement.kind === "goto" && statement.label !== null
				? labels.get(statement.label)
				: undefined;
		if (label === undefined) return;
		leaves = true;
		parts.push({ start: label, end: model.syntax.end });
	});
	return leaves ? parts : null;
}

/** `ret`, `ret < 0`, `ret != 0`, or the call itself. */
function isFailure(
	test: Expression,
	result: string | null,
	call: CallExpression,
): boolean {
	const isResult = (part: Expression): boolean =>
		part === call ||
		(part.kind === "identifier" && part.name === result) ||
		(part.kind === "assign" && part.value === call);
	if (isResult(test)) return true;
	if (test.kind !== "binary") return false;
	return /^(<|!=)$/.test(test.op) && isResult(test.left) && isNull(test.right);
}
