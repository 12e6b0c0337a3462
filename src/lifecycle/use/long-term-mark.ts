// What shows that a hold lasts for as long as user space likes.

import { namesOf } from "#csource/walk.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import { argumentWith } from "../roles.ts";
import type { LaterRelease } from "./hold-span.ts";
import type { Mark } from "./mark.ts";

export function longTermMark(
	context: UnitContext,
	site: FollowedSite,
): Mark | null {
	if (site.acquire.entry.longTerm)
		return {
			at: site.acquire.call.start,
			text: `${site.acquire.name}() pins long term`,
		};
	const flagged =
		flagTexts(site).find(({ names }) => names.has("FOLL_LONGTERM")) ??
		longTermField(context, site);
	return flagged === null ? null : { at: flagged.at, text: "FOLL_LONGTERM" };
}

/** The flags come from a field, which some function of the file gives FOLL_LONGTERM. */
function longTermField(
	context: UnitContext,
	site: FollowedSite,
): { readonly at: number } | null {
	const { acquire } = site;
	const flags = argumentWith("flags", acquire.roles, acquire.call.args);
	if (flags?.kind !== "member") return null;
	const given = new RegExp(
		`\\b${flags.field}\\s*\\|?=[^;=]*\\bFOLL_LONGTERM\\b`,
	);
	const found = given.exec(context.unit.view.text);
	return found === null ? null : { at: found.index };
}

/** The flags argument, and for a variable every value it is given in the function. */
function flagTexts(
	site: FollowedSite,
): readonly { readonly at: number; readonly names: ReadonlySet<string> }[] {
	const { acquire } = site;
	const flags = argumentWith("flags", acquire.roles, acquire.call.args);
	if (flags === null) return [];
	const texts = [{ at: flags.start, names: namesOf(flags) }];
	if (flags.kind !== "identifier") return texts;
	const { name } = flags;
	const { body } = acquire.model.syntax;
	for (const { target, value, start } of acquire.model.assignments)
		if (target.kind === "identifier" && target.name === name)
			texts.push({ at: start, names: namesOf(value) });
	for (const statement of body.body)
		if (statement.kind === "declaration")
			for (const declarator of statement.declarators)
				if (declarator.name === name && declarator.initial !== null)
					texts.push({
						at: declarator.start,
						names: namesOf(declarator.initial),
					});
	return texts;
}

/** Case 2 without the flag: the hold lasts until user space ends it. */
export function laterMark({ release, entry, by }: LaterRelease): Mark {
	const how =
		by.kind === "handler"
			? `which is ${by.field} of struct ${by.table.replace(/^struct /, "")}`
			: "which other files may call";
	return {
		at: release.call.start,
		text: `kept until ${entry}(), ${how}, lets go`,
	};
}
