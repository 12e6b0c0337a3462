// PF603: what tears an object down lets its pages go first, and waits for the requests of the object after that.
//
// Reports a function that calls what releases the pages of a site, or ends a registration whose callbacks do, and then
// waits for something of the same object, with nothing in between that leaves. Reads the text of functions that were not
// parsed. Errs: that the requests that are waited for work on these pages is the assumption.

import { isWait } from "#catalog/waits.ts";
import { once } from "#csource/once.ts";
import type { FunctionOutline } from "#csource/source-file.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { Unit } from "#lifecycle/unit/function-model.ts";
import { indexOf } from "#lifecycle/unit/unit-index.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { useOfSite } from "./site-use.ts";

export const checkReleasedBeforeWait: Check = (input) => {
	const { unit } = input.unit;
	// Most files wait for nothing: their names need not be looked through.
	if (!unit.view.text.includes("wait_")) return [];
	const waiting = indexOf(input.unit).namesLike("wait", isWait);
	if (waiting.length === 0) return [];
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites) {
		if (site.acquire.holdsNothing || site.releases.length === 0) continue;
		const letting = lettingGo(input, site);
		const ends = once(() => registrationEnds(unit, letting));
		for (const outline of waiting) {
			if (outline.name === site.acquire.model.name) continue;
			const names = [...outline.identifiers];
			const may =
				names.some((name) => letting.has(name)) ||
				(names.some((name) => name.includes("unregister")) &&
					names.some((name) => ends().has(name)));
			if (!may) continue;
			const finding = judge(input, site, outline, letting, ends());
			if (finding !== null && !found.has(finding.at))
				found.set(finding.at, finding);
		}
	}
	return [...found.values()];
};

/** Functions that let the pages of the site go, directly or through others, and do not take them. */
function lettingGo(input: CheckInput, site: FollowedSite): ReadonlySet<string> {
	const index = indexOf(input.unit);
	const taking = index.callersOf(site.acquire.model.name);
	return new Set(
		site.releases
			.flatMap(({ model }) => [...index.callersOf(model.name)])
			.filter((name) => !taking.has(name)),
	);
}

/**
 * `hub_register(obj, &table, &obj->hub)` with a function of `letting` in the table: the calls `hub_unregister(obj->hub)`
 * let the pages go, by name of the function and of the field.
 */
function registrationEnds(
	unit: Unit,
	letting: ReadonlySet<string>,
): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { name, items } of unit.view.tables) {
		const releases = items.some(
			({ value }) => value.kind === "identifier" && letting.has(value.name),
		);
		if (!releases) continue;
		const pattern = new RegExp(
			`\\b(\\w*)register(\\w*)\\s*\\([^;{}]*&${name}\\b[^;{}]*&\\w+->(\\w+)\\s*\\)`,
			"g",
		);
		for (const [
			,
			before = "",
			after = "",
			field = "",
		] of unit.view.text.matchAll(pattern))
			if (!before.endsWith("un"))
				found.set(`${before}unregister${after}`, field);
	}
	return found;
}

function judge(
	input: CheckInput,
	site: FollowedSite,
	outline: FunctionOutline,
	letting: ReadonlySet<string>,
	ends: ReadonlyMap<string, string>,
): DraftFinding | null {
	const { text } = input.unit.unit.view;
	const body = text.slice(outline.bodyStart, outline.end);
	const calls = [...body.matchAll(/\b(\w+)\s*\(\s*&?(\w+)((?:->\w+)*)/g)].map(
		([, name = "", object = "", path = ""], index, all) => ({
			name,
			object,
			field: path.split("->").at(-1) ?? "",
			at: outline.bodyStart + (all[index]?.index ?? 0),
		}),
	);
	const wait = calls.find(({ name }) => isWait(name));
	if (wait === undefined) return null;
	const release = calls.findLast(
		({ name, object, field, at }) =>
			at < wait.at &&
			object === wait.object &&
			(letting.has(name) || (ends.has(name) && ends.get(name) === field)),
	);
	if (release === undefined) return null;
	const between = text.slice(release.at, wait.at);
	if (/\b(return|goto|break|continue|else|case|default)\b/.test(between))
		return null;
	const use = useOfSite(input, site);
	if (use.case !== 1 && use.case !== 2) return null;
	return {
		...draftFinding({
			code: "PF603",
			confidence: "likely",
			model: site.acquire.model,
			at: release.at,
			message: `${release.name}() lets pages of ${release.object} go, and only then ${wait.name}() waits for what is taken to be the requests that work on them; wait first`,
			notes: [
				{ at: site.acquire.call.start, message: "acquired here" },
				{ at: wait.at, message: `${wait.name}() waits here` },
			],
			acquire: site.acquire.call.start,
		}),
		function: outline.name,
	};
}
