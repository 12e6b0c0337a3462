// PF304: a page is marked dirty after it was let go.
//
// Reports only where every path to the mark has released the same pages by the same name. A change of a variable in that
// name, or a call that may fill the array anew, makes them other pages. Errs: misses releases in a loop of their own.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import { factsBeforeCalls, type Step } from "#flow/facts.ts";
import type {
	CallExpression,
	DirtyCall,
	ReleaseCall,
} from "#lifecycle/graph/hold-graph.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { pageArgumentOf } from "#lifecycle/roles.ts";
import { graphOf } from "#lifecycle/unit/function-graph.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkDirtiedLate: Check = (input) => {
	const { graph } = input.unit;
	const models = new Set(graph.dirties.map((dirty) => dirty.model));
	return [...models].flatMap((model) => {
		const dirties = graph.dirties.filter(
			(dirty) => dirty.model === model && dirty.entry.role === "dirty",
		);
		const releases = graph.releases.filter(
			(release) => release.model === model,
		);
		return dirties.length === 0 || releases.length === 0
			? []
			: judge(input, model, dirties, releases);
	});
};

function judge(
	input: CheckInput,
	model: FunctionModel,
	dirties: readonly DirtyCall[],
	releases: readonly ReleaseCall[],
): readonly DraftFinding[] {
	const releaseAt = new Map(releases.map((one) => [one.call.start, one]));
	const text = input.unit.unit.view.text;
	const nameOf = (expression: Expression): string =>
		text.slice(expression.start, expression.end).replace(/\s+/g, "");
	const before = factsBeforeCalls(graphOf(model), "must", (step, facts) => {
		const changed = changedBy(step);
		for (const fact of facts)
			if (changed.some((name) => mentions(fact, name))) facts.delete(fact);
		if (step.kind !== "expression" || step.expression.kind !== "call") return;
		const release = releaseAt.get(step.expression.start);
		const pages = release === undefined ? null : pagesOf(release);
		if (pages !== null) facts.add(`${step.expression.start}:${nameOf(pages)}`);
		else if (!isDirty(dirties, step.expression))
			for (const fact of facts)
				if (mayRefill(step.expression, fact)) facts.delete(fact);
	});
	return dirties.flatMap((dirty) => {
		const argument = argumentOf(input, dirty);
		const facts = before.get(dirty.call.start);
		if (argument === null || facts === undefined) return [];
		const fact = [...facts].find((one) => covers(one, nameOf(argument)));
		if (fact === undefined) return [];
		const release = releaseAt.get(Number.parseInt(fact, 10));
		const sites = input.sites.filter((site) => site.dirties.includes(dirty));
		if (release === undefined || sites.length === 0) return [];
		return [
			draftFinding({
				code: "PF304",
				confidence: "certain",
				model,
				at: dirty.call.start,
				message: `${dirty.name}() after ${release.name}(): the page may be free by then and belong to somebody else; mark first, release after, or use unpin_user_pages_dirty_lock() on pins`,
				notes: [{ at: release.call.start, message: "released here" }],
				acquire: sites[0]?.acquire.call.start ?? null,
			}),
		];
	});
}

function pagesOf(release: ReleaseCall): Expression | null {
	return pageArgumentOf(release.roles, release.call.args);
}

function argumentOf(input: CheckInput, dirty: DirtyCall): Expression | null {
	const { vocabulary } = input.unit;
	const roles = vocabulary.roles(dirty.entry, dirty.call.args.length);
	return pageArgumentOf(roles, dirty.call.args);
}

/** `12:page` covers `page`; `12:pages`, an array, covers `pages[i]`. */
function covers(fact: string, name: string): boolean {
	const released = fact.slice(fact.indexOf(":") + 1).replace(/^&/, "");
	return name === released || name.startsWith(`${released}[`);
}

function mentions(fact: string, name: string): boolean {
	return new RegExp(`\\b${name}\\b`).test(fact.slice(fact.indexOf(":") + 1));
}

/** The variables that are something else after this step. */
function changedBy(step: Step): readonly string[] {
	if (step.kind === "declare") return [step.declarator.name];
	const { expression } = step;
	const target =
		expression.kind === "assign"
			? expression.target
			: expression.kind === "update"
				? expression.operand
				: null;
	if (target === null) return [];
	const root = target.kind === "member" ? target.field : rootVariable(target);
	return root === null ? [] : [root];
}

function isDirty(dirties: readonly DirtyCall[], call: CallExpression): boolean {
	return dirties.some((dirty) => dirty.call === call);
}

/** A call that gets the array, or the address of the variable, may put other pages there. */
function mayRefill(call: CallExpression, fact: string): boolean {
	return call.args.some((argument) => {
		let found = false;
		visitExpression(argument, (part) => {
			if (part.kind === "identifier" && mentions(fact, part.name)) found = true;
			return !found;
		});
		return found;
	});
}
