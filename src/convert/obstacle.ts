// Why a hold that should be pinned is not converted: something must be known that is not.

import { findEntry } from "#catalog/catalog.ts";
import type { CheckInput } from "#checks/check.ts";
import { mayTakeOver } from "#lifecycle/effects/takeover.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { negative, signsOf } from "#lifecycle/paths/value.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Mark } from "#lifecycle/use/mark.ts";

export interface Obstacle {
	readonly reason: string;
	readonly marks: readonly Mark[];
}

export function obstacleOf(
	input: CheckInput,
	site: FollowedSite,
): Obstacle | null {
	return (
		unreadable(site) ??
		unfollowed(input, site) ??
		ofGuest(input, site) ??
		withoutRelease(site) ??
		left(input, site) ??
		duplicated(input, site) ??
		takenOver(input, site) ??
		endsElsewhere(input, site)
	);
}

function unreadable(site: FollowedSite): Obstacle | null {
	const models = [
		site.acquire.model,
		...site.releases.map(({ model }) => model),
	];
	const damaged = models.find(({ syntax }) => syntax.damage.length > 0);
	const [damage] = damaged?.syntax.damage ?? [];
	return damaged === undefined || damage === undefined
		? null
		: {
				reason: `a part of ${damaged.name}() could not be read`,
				marks: [{ at: damage.start, text: damage.text }],
			};
}

function unfollowed(input: CheckInput, site: FollowedSite): Obstacle | null {
	const analyzed = input.unit.functions.find(
		({ context }) => context.model === site.acquire.model,
	);
	return analyzed === undefined || analyzed.paths.complete
		? null
		: {
				reason: `${site.acquire.model.name}() has too many paths to follow`,
				marks: [],
			};
}

/** Memory of a guest: KVM's own notifier watches over it, in a file that no driver is read together with. */
function ofGuest(input: CheckInput, site: FollowedSite): Obstacle | null {
	const { byFunction } = callIndexOf(input.unit.unit);
	const found = (byFunction.get(site.acquire.model.key) ?? []).find(
		({ name, call }) =>
			/^(__)?(kvm_vcpu_)?gfn_to_hva/.test(name) &&
			call.start < site.acquire.call.start,
	);
	return found === undefined
		? null
		: {
				reason: `the address is that of guest memory, by ${found.name}(), and whether KVM's mmu notifier covers this use is not known`,
				marks: [{ at: found.call.start, text: `${found.name}()` }],
			};
}

function withoutRelease(site: FollowedSite): Obstacle | null {
	if (site.releases.length > 0) return null;
	const [pass] = site.passes;
	const [exit] = site.exits;
	const where =
		exit !== undefined
			? `the pages leave through ${exit}() to callers in other files`
			: pass !== undefined
				? `the pages go to ${wordsFor(pass.name)}, which is not in this file`
				: "nothing in this file lets the pages go";
	return {
		reason: `no release was found: ${where}`,
		marks: pass === undefined ? [] : [{ at: pass.call.start, text: where }],
	};
}

function wordsFor(name: string): string {
	return name.includes(" ") ? name : `${name}()`;
}

/** Callers elsewhere own the pages, and no function of this file lets them go for them. */
function left(_input: CheckInput, site: FollowedSite): Obstacle | null {
	const [exit] = site.exits;
	if (exit === undefined || site.partners.length > 0) return null;
	return {
		reason: `the pages leave through ${exit}() to callers in other files, which let them go by themselves`,
		marks: [],
	};
}

/** get_page() on the same pages: one put_page() more than there are pins. */
function duplicated(input: CheckInput, site: FollowedSite): Obstacle | null {
	const { unit, graph } = input.unit;
	for (const { model, call, name } of callIndexOf(unit).all) {
		if (findEntry(name)?.role !== "duplicate") continue;
		const [argument] = call.args;
		const places = argument === undefined ? [] : graph.sources(model, argument);
		if (places.some((place) => site.reach.places.has(place)))
			return {
				reason: `${name}() in ${model.name}() takes references of its own, which put_page() must let go`,
				marks: [{ at: call.start, text: `${name}()` }],
			};
	}
	return null;
}

/** A function elsewhere may have become the owner of single pages, and nothing in the file lets those go. */
function takenOver(input: CheckInput, site: FollowedSite): Obstacle | null {
	const stored = [...site.reach.places].some((place) => /^[fg]:/.test(place));
	if (stored) return null;
	const at = site.acquire.call.start;
	const gone = input.unit.functions.some(({ paths, context }) =>
		paths.returns.some(({ value, state }) =>
			[...state.holds.values()].some(
				(hold) =>
					context.holdSources.get(hold.acquire)?.acquires.includes(at) ===
						true &&
					(hold.status === "held" || hold.status === "stored") &&
					hold.passedTo?.manner === "given" &&
					(value === null || signsOf(value) !== negative),
			),
		),
	);
	if (!gone) return null;
	const pass = site.passes.find((one) => mayTakeOver(input.unit, site, one));
	return pass === undefined
		? null
		: {
				reason: `${wordsFor(pass.name)} may take the pages over, and is not in this file`,
				marks: [{ at: pass.call.start, text: `given to ${pass.name}` }],
			};
}

/**
 * The pages stay in an object when the call is over, and all releases seen belong to the call itself: whoever lets them go
 * later is somewhere else.
 */
function endsElsewhere(input: CheckInput, site: FollowedSite): Obstacle | null {
	const at = site.acquire.call.start;
	const within = runWithin(input, site.acquire.model);
	if (site.releases.some(({ model }) => !within.has(model))) return null;
	const staying = input.unit.functions.find(
		({ paths, context }) =>
			within.has(context.model) &&
			paths.returns.some(({ value, state }) =>
				[...state.holds.values()].some(
					(hold) =>
						hold.status === "stored" &&
						context.holdSources.get(hold.acquire)?.acquires.includes(at) ===
							true &&
						(value === null || signsOf(value) !== negative),
				),
			),
	);
	if (staying === undefined) return null;
	const field = [...site.reach.places].find((place) => place.startsWith("f:"));
	const keeper = field === undefined ? "an object" : field.slice(2);
	return {
		reason: `the pages stay in ${keeper} after ${staying.context.model.name}(), and who lets them go then is not in this file`,
		marks: site.releases.slice(0, 1).map((release: ReleaseCall) => ({
			at: release.call.start,
			text: "the releases in this file are on the ways out of the same call",
		})),
	};
}

/** The function and those it calls: what they release they may release before the call is over. */
function runWithin(
	input: CheckInput,
	model: FunctionModel,
): ReadonlySet<FunctionModel> {
	const { unit } = input.unit;
	const { byFunction, byName } = callIndexOf(unit);
	const found = new Set([model]);
	for (const one of found)
		for (const { name } of byFunction.get(one.key) ?? []) {
			const callee = unit.functions.get(name);
			if (callee === undefined) continue;
			// A function that others call as well may be the one that ends the life of the pages.
			const callers = byName.get(name) ?? [];
			if (callers.every((caller) => found.has(caller.model))) found.add(callee);
		}
	return found;
}
