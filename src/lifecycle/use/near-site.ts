// The functions around a site.

import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import { indexOf } from "../unit/unit-index.ts";

/** The function with the site, those that lead to it, and those it calls. */
export function nearSite(
	context: UnitContext,
	{ acquire }: FollowedSite,
): ReadonlySet<string> {
	const { key } = acquire.model;
	return new Set([
		...indexOf(context).callersOf(key),
		...calleesOf(context, key),
	]);
}

/** The function with the site, its direct callers, and what these call. */
export function besideSite(
	context: UnitContext,
	{ acquire }: FollowedSite,
): ReadonlySet<string> {
	const { key } = acquire.model;
	const callers = indexOf(context)
		.mentioning(acquire.model.name)
		.map(({ name }) => name);
	return new Set(
		[key, ...callers].flatMap((name) => [name, ...calleesOf(context, name)]),
	);
}

export function calleesOf(
	context: UnitContext,
	key: string,
): readonly string[] {
	const { named } = indexOf(context);
	return [...(named.get(key)?.identifiers ?? [])].filter((name) =>
		named.has(name),
	);
}

/** No hold is left for a notifier of the file to end: one that counts is asked near the site. */
export function endsWhereItBegins({
	acquire,
	releases,
}: FollowedSite): boolean {
	return (
		releases.length > 0 &&
		releases.every(({ model }) => model === acquire.model)
	);
}
