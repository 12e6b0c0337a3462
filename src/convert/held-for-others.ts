// Pages that are held for writing while nobody in the code looks at them: whoever writes to them knows them by their user
// address, a hypervisor or firmware that is told of it.

import type { CheckInput } from "#checks/check.ts";
import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { isAllocation, isFree } from "#lifecycle/kernel-idioms.ts";
import { typeOf } from "#lifecycle/place.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";

/**
 * The function that took the pages comes back with them, another lets them go, and between the two nothing is done with a page,
 * not even with its struct page, so that it is no case 4. Errs: says no wherever a page is an argument of any other call.
 */
export function isHeldForOthers(
	input: CheckInput,
	site: FollowedSite,
): boolean {
	const { acquire, releases, exits, reach } = site;
	const { unit } = input.unit;
	if (!flagValuesOf(unit, acquire).always.has("FOLL_WRITE")) return false;
	if (site.dirties.length > 0 || exits.length > 0) return false;
	if ([...reach.places].some((place) => /^[fg]:/.test(place))) return false;
	if (releases.length === 0) return false;
	if (releases.some(({ model }) => model === acquire.model)) return false;
	return !looksAtPages(input, site);
}

function looksAtPages({ unit }: CheckInput, site: FollowedSite): boolean {
	const { graph, vocabulary } = unit;
	const isOfSite = (model: FunctionModel, expression: Expression): boolean =>
		graph
			.sources(model, expression)
			.some((place) => site.reach.places.has(place));
	const isPlumbing = (name: string): boolean =>
		unit.unit.functions.has(name) ||
		isFree(name) ||
		isAllocation(name) ||
		vocabulary.acquire(name) !== null ||
		vocabulary.release(name) !== null;
	const isGiven = callIndexOf(unit.unit).all.some(
		({ model, call, name }) =>
			!isPlumbing(name) && call.args.some((arg) => isOfSite(model, arg)),
	);
	if (isGiven) return true;
	return [...unit.unit.functions.values()].some((model) =>
		model.members.some(
			({ object }) =>
				/^struct (page|folio)$/.test(
					typeOf(unit.unit, model, object)?.base ?? "",
				) && isOfSite(model, object),
		),
	);
}
