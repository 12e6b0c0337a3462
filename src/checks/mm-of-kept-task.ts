// PF605: pages that outlive the call are taken from whatever memory map a kept task has at that time.
//
// Reports get_task_mm() of a field, where the memory map found is the one that a remote acquire takes pages from, directly or
// through a function of the unit that it is given to, and a later request lets them go. Errs: that the task may have called
// exec() in between is the assumption.

import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
import { laterRelease } from "#lifecycle/use/hold-span.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkMmOfKeptTask: Check = (input) => {
	const isUsed =
		(callIndexOf(input.unit.unit).byName.get(lookup)?.length ?? 0) > 0;
	return isUsed ? input.sites.flatMap((site) => judge(input, site)) : [];
};

const lookup = "get_task_mm";

function judge(input: CheckInput, site: FollowedSite): DraftFinding[] {
	const { acquire } = site;
	const mm = argumentWith("mm", acquire.roles, acquire.call.args);
	if (acquire.holdsNothing || mm === null) return [];
	// Who lets them go in the same function asks for the memory map once.
	const lookups = lookupsBehind(input, acquire.model, mm, new Set()).filter(
		({ model }) => !site.releases.some((release) => release.model === model),
	);
	if (lookups.length === 0 || laterRelease(input.unit, site) === null)
		return [];
	return lookups.map(({ model, call, task }) =>
		draftFinding({
			code: "PF605",
			confidence: "likely",
			model,
			at: call.start,
			message: `${acquire.name}() takes pages that stay held from the memory map that ${task} has now, taken to be another one after exec() than when it was kept: what is charged and given back later is then not the same; keep a reference to the memory map itself, with mmgrab()`,
			notes: [{ at: acquire.call.start, message: "the pages are taken here" }],
			acquire: acquire.call.start,
		}),
	);
}

interface Lookup {
	readonly model: FunctionModel;
	readonly call: Expression;
	/** As written. */
	readonly task: string;
}

/** `mm = get_task_mm(obj->task)`, in the function or in those that call it. */
function lookupsBehind(
	input: CheckInput,
	model: FunctionModel,
	mm: Expression,
	seen: ReadonlySet<string>,
): readonly Lookup[] {
	if (mm.kind !== "identifier" || seen.has(model.key)) return [];
	const { unit } = input.unit;
	const own = valuesOf(model, mm.name).flatMap((value) => {
		if (value.kind !== "call" || calleeName(value) !== lookup) return [];
		const [task] = value.args;
		return task?.kind === "member"
			? [
					{
						model,
						call: value,
						task: unit.view.text.slice(task.start, task.end),
					},
				]
			: [];
	});
	const index = model.parameters.indexOf(mm.name);
	if (index < 0) return own;
	const inside = new Set([...seen, model.key]);
	return [
		...own,
		...(callIndexOf(unit).byName.get(model.name) ?? []).flatMap((caller) => {
			const given = caller.call.args[index];
			return given === undefined
				? []
				: lookupsBehind(input, caller.model, given, inside);
		}),
	];
}
