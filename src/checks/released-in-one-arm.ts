// PF101: a test of whether the pages are to be marked dirty has two arms, and only one of them lets the pages go.
//
// Such a test parts two ways of releasing the same pages, so both arms owe a release. Misses tests that do not speak of
// dirtying, and an arm that gives the pages to any function.

import { isWithin } from "#csource/extent.ts";
import type { Expression, Statement } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { calleeName, isFree } from "#lifecycle/kernel-idioms.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { pageArgumentOf } from "#lifecycle/roles.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkReleasedInOneArm: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const release of input.unit.graph.releases) {
		const finding = judge(input, release);
		if (finding !== null && !found.has(finding.at))
			found.set(finding.at, finding);
	}
	return [...found.values()];
};

type Test = Statement & { readonly kind: "if" };

function judge(input: CheckInput, release: ReleaseCall): DraftFinding | null {
	const { model, call, roles } = release;
	const argument = pageArgumentOf(roles, call.args);
	const root = argument === null ? null : rootVariable(argument);
	if (root === null) return null;
	const parting = partingTest(model, release, root);
	if (parting === null) return null;
	// Under another name: `put_page(bvec->bv_page)` for the pages of a bio.
	const inOtherArm = input.unit.graph.releases.some(
		(other) => other.model === model && isWithin(other.call, parting.otherArm),
	);
	if (inOtherArm) return null;
	const isElsewhere = input.unit.graph.releases.some(
		(other) =>
			other.model === model &&
			!isWithin(other.call, parting.test) &&
			other.call.args.some((arg) => rootVariable(arg) === root),
	);
	if (isElsewhere) return null;
	const site = input.sites.find((one) => one.releases.includes(release));
	return site === undefined
		? null
		: report(input, site.acquire.call, release, parting);
}

interface Parting {
	readonly test: Test;
	/** The release stands where the test is true. */
	readonly whenTrue: boolean;
	readonly otherArm: Statement;
}

function partingTest(
	model: FunctionModel,
	{ call }: ReleaseCall,
	root: string,
): Parting | null {
	let found: Parting | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if" || statement.otherwise === null) return;
		if (!isAboutMarking(statement.test)) return;
		const whenTrue = isWithin(call, statement.then);
		if (!whenTrue && !isWithin(call, statement.otherwise)) return;
		const otherArm = whenTrue ? statement.otherwise : statement.then;
		if (otherArm.kind === "if" || keeps(model, otherArm, root)) return;
		found = { test: statement, whenTrue, otherArm };
	});
	return found;
}

/** `should_dirty`, `dio->flags & DIO_SHOULD_DIRTY`. */
function isAboutMarking(test: Expression): boolean {
	let found = false;
	visitExpression(test, (part) => {
		const name =
			part.kind === "identifier"
				? part.name
				: part.kind === "member"
					? part.field
					: "";
		if (/(^|_)(dirty|dirtied)$/i.test(name)) found = true;
		return !found;
	});
	return found;
}

/** The arm is left, or gives the pages to some function: only dropping the object that carries them is neither. */
function keeps(model: FunctionModel, arm: Statement, root: string): boolean {
	let found = false;
	visitStatement(arm, (statement) => {
		if (/^(return|goto|break|continue)$/.test(statement.kind)) found = true;
	});
	return (
		found ||
		model.calls.some((call) => {
			const name = calleeName(call);
			return (
				isWithin(call, arm) &&
				call.args.some((arg) => rootVariable(arg) === root) &&
				(name === null || !(isFree(name) || name === "bio_put"))
			);
		})
	);
}

function report(
	input: CheckInput,
	acquire: Expression & { readonly kind: "call" },
	{ model, call }: ReleaseCall,
	{ test, whenTrue }: Parting,
): DraftFinding {
	const written = input.unit.unit.view.text
		.slice(test.test.start, test.test.end)
		.replace(/\s+/g, " ")
		.trim();
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model,
		at: call.start,
		message: `the pages from ${calleeName(acquire) ?? "the call"}() are released only where ${written} is ${whenTrue ? "true" : "false"}, and whether they are dirty says nothing about who holds them`,
		notes: [
			{ at: acquire.start, message: "acquired here" },
			{
				at: test.test.start,
				message: `where this is ${whenTrue ? "false" : "true"} they stay held`,
			},
		],
		acquire: acquire.start,
	});
}
