// Where the pages of a site can come to while they are held.

import { type FollowedSite, isFromIterator } from "#lifecycle/follow-site.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import { indexOf } from "#lifecycle/unit/unit-index.ts";
import {
	type ContactCall,
	contactsOfSite,
} from "#lifecycle/use/contact-calls.ts";
import type { CheckInput } from "./check.ts";

/**
 * Where the pages can come to: those that never outlive their function stay with it and with what it calls, whatever other
 * functions do with the same object.
 */
export function scopeOf(
	input: CheckInput,
	site: FollowedSite,
): { has(name: string): boolean } {
	return endsInFunction(input, site)
		? calledFrom(input, site.acquire.model.name)
		: { has: () => true };
}

/** On every way out the function has released the pages itself, or did not get them. */
function endsInFunction(
	input: CheckInput,
	{ acquire, releases }: FollowedSite,
): boolean {
	const analyzed = input.unit.functions.find(
		({ context }) => context.model === acquire.model,
	);
	if (analyzed === undefined || !analyzed.paths.complete) return false;
	const own = new Set(
		releases.flatMap(({ model, call }) =>
			model === acquire.model ? [call.start] : [],
		),
	);
	const ends = analyzed.paths.returns.flatMap(
		({ state }) => state.holds.get(acquire.call.start) ?? [],
	);
	return (
		ends.some(({ status }) => status === "released") &&
		ends.every(
			({ status, releasedAt }) =>
				status === "failed" ||
				(status === "released" && own.has(releasedAt ?? -1)),
		)
	);
}

export function calledFrom(
	input: CheckInput,
	name: string,
): ReadonlySet<string> {
	const { byFunction } = callIndexOf(input.unit.unit);
	const found = new Set([name]);
	for (const one of found)
		for (const call of byFunction.get(one) ?? []) found.add(call.name);
	return found;
}

/** The contacts of the site while it is held. The kernel may also touch the pages through a function pointer. */
export function contactsWhileHeld(
	input: CheckInput,
	site: FollowedSite,
): readonly ContactCall[] {
	if (isFromIterator(site) && isAskedForPipe(input, site)) return [];
	const scope = scopeOf(input, site);
	return contactsOfSite(input.unit, site).filter(
		({ by, model }) => by !== "device" || scope.has(model.name),
	);
}

/** Whoever calls the function asks whether the iterator is of a pipe: its pages are the kernel's, and cannot be pinned. */
function isAskedForPipe(input: CheckInput, { acquire }: FollowedSite): boolean {
	return indexOf(input.unit)
		.mentioning(acquire.model.name)
		.some(
			({ name, identifiers }) =>
				name !== acquire.model.name &&
				(identifiers.has("ITER_PIPE") || identifiers.has("iov_iter_is_pipe")),
		);
}
