// PF605: the pages come from the memory map of whoever calls, and are charged to one that was kept from before.
//
// Reports a call of a function that takes pages of the current process and counts them in a memory map it is given, where
// what it is given is a field. Silent where something of the unit compares current->mm: a process that has inherited the
// file is then refused. Errs: that no caller in another file compares them is the assumption of `likely`.

import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkChargedToAnother: Check = (input) =>
	input.sites.flatMap((site) => {
		const { acquire } = site;
		const index = chargedParameter(input, site);
		return index === null || comparesCurrent(input)
			? []
			: (callIndexOf(input.unit.unit).byName.get(acquire.model.name) ?? [])
					.filter(({ call }) => isKept(call.args[index]))
					.map(({ model, call }) => report(input, site, model, call, index));
	});

/** The parameter that is charged for pages of the current process; null: there is none. */
function chargedParameter(
	input: CheckInput,
	{ acquire }: FollowedSite,
): number | null {
	const { model, entry, name, roles } = acquire;
	if (acquire.holdsNothing || entry.level !== "api" || roles.includes("mm"))
		return null;
	return /^(get|pin)_user_pages/.test(name) ? chargedIn(input, model) : null;
}

/** The parameter of the function in which it counts pages. */
function chargedIn(
	{ unit: { unit } }: CheckInput,
	model: FunctionModel,
): number | null {
	const body = unit.view.text.slice(
		model.syntax.body.start,
		model.syntax.body.end,
	);
	const index = model.parameters.findIndex(
		(parameter) =>
			model.types.get(parameter)?.base === "struct mm_struct" &&
			new RegExp(`\\b${parameter}->(pinned|locked)_vm\\b`).test(body),
	);
	return index < 0 ? null : index;
}

function comparesCurrent({ unit: { unit } }: CheckInput): boolean {
	return /[!=]=\s*current->mm\b|\bcurrent->mm\s*[!=]=\s*(?!NULL\b)\w/.test(
		unit.view.text,
	);
}

/** `obj->mm`, not `current->mm`. */
function isKept(argument: Expression | undefined): boolean {
	return (
		argument?.kind === "member" &&
		!(
			argument.object.kind === "identifier" &&
			argument.object.name === "current"
		)
	);
}

/** Where a kept memory map is told that the pages are let go. */
function givenBack(
	input: CheckInput,
	site: FollowedSite,
): DraftFinding["notes"] {
	const letting = new Set(site.releases.map(({ model }) => model));
	const { byName } = callIndexOf(input.unit.unit);
	return [...letting].flatMap((model) => {
		const index = chargedIn(input, model);
		return index === null
			? []
			: (byName.get(model.name) ?? [])
					.filter(({ call }) => isKept(call.args[index]))
					.map(({ call }) => ({
						at: call.start,
						message: "and given back here, to a kept one as well",
					}));
	});
}

function report(
	input: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
	call: FollowedSite["acquire"]["call"],
	index: number,
): DraftFinding {
	const { acquire } = site;
	const given = call.args[index];
	const words =
		given === undefined
			? ""
			: input.unit.unit.view.text.slice(given.start, given.end);
	return draftFinding({
		code: "PF605",
		confidence: "likely",
		model,
		at: call.start,
		message: `${acquire.name}() takes pages of the process that calls, and they are charged to ${words}, taken to be compared with current->mm nowhere: a child that has inherited the file has another memory map; give it current->mm, or refuse where the two differ`,
		notes: [
			{ at: acquire.call.start, message: "pages of current are taken here" },
			...givenBack(input, site),
		],
		acquire: acquire.call.start,
	});
}
