// PF101: pages are taken for either direction of a transfer and let go for one only.

import { isWithin } from "#csource/extent.ts";
import type { Expression, Statement } from "#csource/syntax.ts";
import { visitExpression, visitStatement } from "#csource/walk.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkReleasedOneWay: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site) ?? []);

interface Guard {
	readonly release: ReleaseCall;
	readonly test: Expression;
}

/** Every release stands behind a test of the direction, and none in its other arm. */
function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const releases = [...site.releases, ...site.mismatched];
	if (releases.length === 0 || site.acquire.holdsNothing) return null;
	if (site.exits.length > 0 || site.acquire.entry.kind === "extract")
		return null;
	const asked = directionOf(site);
	const guards: Guard[] = [];
	for (const release of releases) {
		const test = guardOf(input, site, release, asked);
		if (test === null) return null;
		guards.push({ release, test });
	}
	const [first] = guards;
	return first === undefined ? null : report(input, site, first);
}

/** What the flags of the acquire are made from, where they depend on something: fields and variables. */
function directionOf({ acquire }: FollowedSite): ReadonlySet<string> {
	const names = new Set<string>();
	for (const role of ["write", "flags"] as const) {
		const argument = argumentWith(role, acquire.roles, acquire.call.args);
		if (argument === null) continue;
		for (const name of subjectsIn(argument)) names.add(name);
		if (argument.kind !== "identifier") continue;
		for (const { target, value } of acquire.model.assignments)
			if (target.kind === "identifier" && target.name === argument.name)
				for (const name of subjectsIn(value)) names.add(name);
	}
	return names;
}

/** Fields as `.name`, variables by name; what stands for a constant is left out. */
function subjectsIn(expression: Expression): ReadonlySet<string> {
	const names = new Set<string>();
	visitExpression(expression, (part) => {
		if (part.kind === "member") {
			names.add(`.${part.field}`);
			return false;
		}
		if (part.kind === "identifier" && /[a-z]/.test(part.name))
			names.add(part.name);
		return true;
	});
	return names;
}

/** The test of the direction that stands before the release; null where there is none, or the other arm releases too. */
function guardOf(
	input: CheckInput,
	site: FollowedSite,
	release: ReleaseCall,
	asked: ReadonlySet<string>,
): Expression | null {
	let found: Expression | null = null;
	visitStatement(release.model.syntax.body, (statement) => {
		if (statement.kind !== "if" || !isWithin(release.call, statement.then))
			return;
		if (statement.otherwise !== null) return;
		if (leaves(statement.then)) return;
		const subjects = subjectsOfConjuncts(statement.test);
		const isAsked =
			isSeparate(site.acquire.model, release.model, asked) &&
			[...subjects].some((name) => asked.has(name));
		const isDirtying =
			[...subjects].every((name) => direction.test(name)) &&
			dirtiesIn(input, site, statement.then);
		if (
			(isAsked || isDirtying) &&
			![...subjects].some((name) => isTestedAtAcquire(site, name))
		)
			found = statement.test;
	});
	return found;
}

/** Names that say which way data goes, or that it was written. */
const direction =
	/(^|[._])(dirty|dirtied|write|written|writable|dir|direction|read|rw|from_device|to_user|rx|tx)$/;

/** In other functions a variable of the same name is another one; a field is the same. */
function isSeparate(
	acquiring: FunctionModel,
	releasing: FunctionModel,
	asked: ReadonlySet<string>,
): boolean {
	return (
		acquiring === releasing || [...asked].some((name) => name.startsWith("."))
	);
}

/** Of the parts of `a && b` that compare something with a constant or ask for its truth. */
function subjectsOfConjuncts(test: Expression): ReadonlySet<string> {
	if (test.kind === "binary" && test.op === "&&")
		return new Set([
			...subjectsOfConjuncts(test.left),
			...subjectsOfConjuncts(test.right),
		]);
	const isPlain =
		test.kind === "identifier" ||
		test.kind === "member" ||
		(test.kind === "unary" && test.op === "!") ||
		(test.kind === "binary" && /^[=!]=$/.test(test.op));
	return isPlain ? subjectsIn(test) : new Set(["?"]);
}

function dirtiesIn(
	input: CheckInput,
	site: FollowedSite,
	block: Statement,
): boolean {
	return site.dirties.some(
		({ call, name }) =>
			isWithin(call, block) &&
			input.unit.vocabulary.dirty(name) !== null &&
			input.unit.vocabulary.release(name) === null,
	);
}

/** The pages are taken behind a test of the same thing. */
function isTestedAtAcquire(
	{ acquire }: FollowedSite,
	subject: string,
): boolean {
	let found = false;
	visitStatement(acquire.model.syntax.body, (statement) => {
		if (statement.kind !== "if") return;
		const arms = [statement.then, statement.otherwise];
		const isInside = arms.some(
			(arm) => arm !== null && isWithin(acquire.call, arm),
		);
		const isBefore =
			statement.end <= acquire.call.start && leaves(statement.then);
		if ((isInside || isBefore) && subjectsIn(statement.test).has(subject))
			found = true;
	});
	return found;
}

/** The function is left in it, so that what comes behind it is the other arm. */
function leaves(block: Statement): boolean {
	const last = block.kind === "block" ? block.body.at(-1) : block;
	return last !== undefined && /^(return|goto|break|continue)$/.test(last.kind);
}

function report(
	input: CheckInput,
	site: FollowedSite,
	{ release, test }: Guard,
): DraftFinding {
	const written = input.unit.unit.view.text
		.slice(test.start, test.end)
		.replace(/\s+/g, " ")
		.trim();
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model: release.model,
		at: release.call.start,
		message: `the pages from ${site.acquire.name}() are released only if ${written}, and they are taken in either case`,
		notes: [
			{ at: site.acquire.call.start, message: "acquired here" },
			{ at: test.start, message: "where this is false they stay held" },
		],
		acquire: site.acquire.call.start,
	});
}
