// Where the pages of one acquire call go, and which calls of the unit release and dirty them.

import { endersOfBio } from "./bio-ends.ts";
import { isKnown } from "./effects/takeover.ts";
import type { UnitContext } from "./function-context.ts";
import type {
	AcquireCall,
	DirtyCall,
	PassCall,
	ReleaseCall,
} from "./graph/hold-graph.ts";
import { isMatching } from "./graph/matching.ts";
import { type Reach, reachFrom } from "./graph/reach.ts";
import { freesTable, isFree } from "./kernel-idioms.ts";
import { isNear } from "./near.ts";
import { negative, signsOf } from "./paths/value.ts";
import { type Place, variablePlace } from "./place.ts";
import { wrongReleases } from "./releases/wrong-releases.ts";
import type { FunctionModel } from "./unit/function-model.ts";
import { indexOf } from "./unit/unit-index.ts";

export interface FollowedSite {
	readonly acquire: AcquireCall;
	readonly reach: Reach;
	readonly releases: readonly ReleaseCall[];
	/** Releases of the other family that reach the hold. */
	readonly mismatched: readonly ReleaseCall[];
	readonly dirties: readonly DirtyCall[];
	/** Calls of functions outside the unit that get the pages; freeing the memory that named them is none. */
	readonly passes: readonly PassCall[];
	/** Functions through which the hold leaves to callers that are not in the unit. */
	readonly exits: readonly string[];
	/** Functions of the unit that release what callers outside give them, taken as the other half of `exits`. */
	readonly partners: readonly string[];
}

export function followSite(
	context: UnitContext,
	acquire: AcquireCall,
): FollowedSite {
	const { graph, fields } = context;
	const index = indexOf(context);
	const reach = index.reachOf(acquire);
	const exits = exitsOf(context, reach.places);
	const partners =
		exits.length === 0 ? [] : partnersOf(context, acquire, exits);
	const beyond = partners.flatMap((name) => entryPlaces(context, name));
	const places =
		beyond.length === 0
			? reach.places
			: new Set([...reach.places, ...reachFrom(graph, fields, beyond).places]);
	const enders = endersOfBio(context, acquire);
	const isOfThis = (call: ReleaseCall | DirtyCall): boolean =>
		isNear(context, acquire, call) &&
		(enders === null || enders.has(call.model.key));
	return {
		acquire,
		reach: { places, via: reach.via },
		releases: index
			.releasesAt(places)
			.filter((call) => isMatching(acquire, call) && isOfThis(call)),
		mismatched: wrongReleases(context, acquire),
		dirties: index.dirtiesAt(places).filter(isOfThis),
		passes: index
			.passesAt(places)
			.filter(
				({ model, call, name }) =>
					!isKnown({ ...context, model }, name, call) &&
					!isFree(name) &&
					!freesTable(name),
			),
		exits,
		partners,
	};
}

/** The pages are those of an iov_iter. */
export function isFromIterator({
	acquire,
}: Pick<FollowedSite, "acquire">): boolean {
	return acquire.roles.includes("iter");
}

/** Functions that hand the hold to callers, none of which is in the unit. */
function exitsOf(
	context: UnitContext,
	places: ReadonlySet<Place>,
): readonly string[] {
	return [...functionsAt(context, places)]
		.filter((model) => !model.syntax.isStatic && !isCalled(context, model.name))
		.filter((model) => comesBackHolding(context, model.key))
		.map((model) => model.name);
}

/** Functions whose result or pointer parameters are among the places. */
function functionsAt(
	context: UnitContext,
	places: ReadonlySet<Place>,
): ReadonlySet<FunctionModel> {
	const found = new Set<FunctionModel>();
	for (const place of places) {
		const [kind, key, variable] = place.split(":");
		const model =
			key === undefined ? undefined : context.unit.functions.get(key);
		if (model === undefined) continue;
		const isParameter =
			kind === "v" &&
			variable !== undefined &&
			model.parameters.includes(variable) &&
			(model.types.get(variable)?.pointers ?? 0) > 0;
		if (kind === "r" || isParameter) found.add(model);
	}
	return found;
}

/** Some way of coming back that is no failure leaves the hold to the caller. */
function comesBackHolding(context: UnitContext, key: string): boolean {
	return (context.wrappers.get(key)?.outcomes ?? []).some(
		({ returns, part }) =>
			part !== null &&
			(returns === null ||
				(signsOf(returns) !== negative && returns.kind !== "error-pointer")),
	);
}

function isCalled(context: UnitContext, name: string): boolean {
	return indexOf(context)
		.mentioning(name)
		.some((outline) => outline.name !== name);
}

/** Exported functions that release what they are given: the counterpart of an exported function that acquires. */
function partnersOf(
	context: UnitContext,
	acquire: AcquireCall,
	exits: readonly string[],
): readonly string[] {
	return [...context.unit.functions.values()]
		.filter((model) => !model.syntax.isStatic && !exits.includes(model.name))
		.filter(
			(model) =>
				entryPlaces(context, model.name).length > 0 &&
				!isCalled(context, model.name),
		)
		.filter((model) => {
			const places = reachFrom(
				context.graph,
				context.fields,
				entryPlaces(context, model.name),
			).places;
			return indexOf(context)
				.releasesAt(places)
				.some((release) => isMatching(acquire, release));
		})
		.map((model) => model.name);
}

/** The parameters through which a function releases pages. */
function entryPlaces(context: UnitContext, name: string): readonly Place[] {
	const model = context.unit.functions.get(name);
	const summary =
		model === undefined ? undefined : context.releases.get(model.key);
	if (model === undefined || summary === undefined) return [];
	return [...summary.parameters].flatMap((index) => {
		const parameter = model.parameters[index];
		return parameter === undefined ? [] : [variablePlace(model, parameter)];
	});
}
