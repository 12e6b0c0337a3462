// Which functions can meet the bio that a site filled. All bios of a file meet in the fields of struct bio (bi_private,
// bi_next), so that where the pages can come says too much; who ends a bio is written next to it, in bi_end_io.

import { findEntry } from "#catalog/catalog.ts";
import type { Expression } from "#csource/syntax.ts";
import type { UnitContext } from "./function-context.ts";
import type { AcquireCall } from "./graph/hold-graph.ts";
import { argumentWith } from "./roles.ts";
import { indexOf } from "./unit/unit-index.ts";

/**
 * The keys of the functions, null where that cannot be told: the site holds no bio, or the bio is ended by what other
 * functions set. Errs: may miss a release in a function that finds the bio in a list.
 */
export function endersOfBio(
	context: UnitContext,
	acquire: AcquireCall,
): ReadonlySet<string> | null {
	const bio = argumentWith("bio", acquire.roles, acquire.call.args);
	if (acquire.entry.holds !== "bio" || bio === null) return null;
	const { key } = acquire.model;
	if (isOnStack(acquire, bio))
		return new Set([key, ...mentionedIn(context, key)]);
	const enders = acquire.model.assignments.flatMap(({ target, value }) =>
		target.kind === "member" &&
		target.field === "bi_end_io" &&
		value.kind === "identifier"
			? [value.name]
			: [],
	);
	if (enders.length === 0) return null;
	const found = new Set([key, ...enders]);
	for (const name of found)
		for (const other of mentionedIn(context, name)) found.add(other);
	for (const name of indexOf(context).callersOf(key)) found.add(name);
	return found;
}

/** `struct bio bio; … f(&bio)` */
function isOnStack({ model }: AcquireCall, bio: Expression): boolean {
	return (
		bio.kind === "address" &&
		bio.operand.kind === "identifier" &&
		model.types.get(bio.operand.name)?.pointers === 0
	);
}

/** Functions of the unit that the function mentions, those of the catalogue left out. */
function mentionedIn(context: UnitContext, name: string): readonly string[] {
	const { named } = indexOf(context);
	return [...(named.get(name)?.identifiers ?? [])].filter(
		(other) => named.has(other) && findEntry(other) === null,
	);
}
