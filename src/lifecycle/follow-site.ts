// Where the pages of one acquire call go, and which calls of the unit release and dirty them.

import type { UnitContext } from "./function-context.ts";
import type {
	AcquireCall,
	DirtyCall,
	PassCall,
	ReleaseCall,
} from "./hold-graph.ts";
import { holdPlace } from "./hold-graph.ts";
import { type Place, variablePlace } from "./place.ts";
import { type Reach, reachFrom } from "./reach.ts";

export interface FollowedSite {
	readonly acquire: AcquireCall;
	readonly reach: Reach;
	readonly releases: readonly ReleaseCall[];
	/** Releases of the other family that are reached although none of the right family is. */
	readonly mismatched: readonly ReleaseCall[];
	readonly dirties: readonly DirtyCall[];
	/** Calls of functions outside the unit that get the pages. */
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
	const start = acquire.holdsNothing ? [] : [holdPlace(acquire.call)];
	const reach = reachFrom(graph, fields, start);
	const exits = exitsOf(context, reach.places);
	const partners =
		exits.length === 0 ? [] : partnersOf(context, acquire, exits);
	const beyond = partners.flatMap((name) => entryPlaces(context, name));
	const places =
		beyond.length === 0
			? reach.places
			: new Set([...reach.places, ...reachFrom(graph, fields, beyond).places]);
	const meets = (call: { readonly places: readonly Place[] }): boolean =>
		call.places.some((place) => places.has(place));
	const reached = graph.releases.filter(meets);
	const releases = reached.filter((call) => isMatching(acquire, call));
	return {
		acquire,
		reach: { places, via: reach.via },
		releases,
		mismatched:
			releases.length > 0
				? []
				: reached.filter((call) => call.entry.kind !== "either"),
		dirties: graph.dirties.filter(meets),
		passes: graph.passes.filter((call) =>
			call.places.some((argument) =>
				argument.some((place) => places.has(place)),
			),
		),
		exits,
		partners,
	};
}

/** Whether a release ends the kind of hold the site makes; extract pins what it takes. */
export function isMatching(
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	const { kind } = release.entry;
	if (kind === "either") return true;
	return (acquire.entry.kind === "get") === (kind === "get");
}

/** Functions that hand the hold to callers, none of which is in the unit. */
function exitsOf(
	context: UnitContext,
	places: ReadonlySet<Place>,
): readonly string[] {
	return [...context.unit.functions.values()]
		.filter((model) => !model.syntax.isStatic && !isCalled(context, model.name))
		.filter(
			(model) =>
				places.has(`r:${model.key}`) ||
				model.parameters.some(
					(name) =>
						(model.types.get(name)?.pointers ?? 0) > 0 &&
						places.has(variablePlace(model, name)),
				),
		)
		.map((model) => model.name);
}

function isCalled(context: UnitContext, name: string): boolean {
	return context.unit.view.functions.some(
		(outline) => outline.name !== name && outline.identifiers.has(name),
	);
}

/** Exported functions that release what they are given: the counterpart of an exported function that acquires. */
function partnersOf(
	context: UnitContext,
	acquire: AcquireCall,
	exits: readonly string[],
): readonly string[] {
	return [...context.unit.functions.values()]
		.filter((model) => !model.syntax.isStatic && !exits.includes(model.name))
		.filter((model) => !isCalled(context, model.name))
		.filter((model) => {
			const places = reachFrom(
				context.graph,
				context.fields,
				entryPlaces(context, model.name),
			).places;
			return context.graph.releases.some(
				(release) =>
					isMatching(acquire, release) &&
					release.places.some((place) => places.has(place)),
			);
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
