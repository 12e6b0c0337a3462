// The field of an object that tells how many of the pages kept in it are held.

import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { HoldSource, UnitContext } from "../function-context.ts";
import type { AcquireCall, ReleaseCall } from "../graph/hold-graph.ts";
import { type Place, pathText, placeOf } from "../place.ts";
import { argumentWith } from "../roles.ts";
import { resultNames } from "../unit/result-names.ts";
import { indexOf } from "../unit/unit-index.ts";

/**
 * By which every release of what the source put into fields counts: the argument of unpin_user_pages(), the bound of the
 * loop around put_page(). null where one of them counts otherwise, or there is none.
 */
export function countFieldOf(
	context: UnitContext,
	source: HoldSource,
): string | null {
	const kept = new Set([...source.places].filter((place) => /^f:/.test(place)));
	const acquiring = new Set(context.graph.acquires.map(({ model }) => model));
	const fields = new Set(
		indexOf(context)
			.releasesAt(kept)
			.flatMap((release) => {
				const field = boundField(release);
				// A function that acquires undoes that by a number of its own.
				const isUndoing = field === null && acquiring.has(release.model);
				return isUndoing ? [] : [field];
			}),
	);
	const [field] = fields;
	return fields.size === 1 ? (field ?? null) : null;
}

function boundField(release: ReleaseCall): string | null {
	const bound = boundOf(release);
	return bound === null ? null : fieldOf(bound);
}

/** How many pages a release is told to let go, or the loop around it runs over. */
function boundOf({ model, call, roles }: ReleaseCall): Expression | null {
	const count = argumentWith("count", roles, call.args);
	if (count !== null) return count;
	let bound: Expression | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "for" && statement.kind !== "while") return;
		if (call.start < statement.start || statement.end < call.end) return;
		const { test } = statement;
		if (test?.kind === "binary" && /^(<=?|!=)$/.test(test.op))
			bound = test.right;
	});
	return bound;
}

function fieldOf(expression: Expression): string | null {
	if (expression.kind === "cast") return fieldOf(expression.operand);
	return expression.kind === "member" ? expression.field : null;
}

const countPlaces = new WeakMap<
	AcquireCall,
	WeakMap<ReadonlySet<Place>, ReadonlySet<Place>>
>();

/**
 * Fields that tell how many pages of an acquire call an object has: the function stores there what it asks for or what it got,
 * or another counts by it when it releases what came into one of `kept`.
 */
export function countPlacesOf(
	context: UnitContext,
	acquire: AcquireCall,
	kept: ReadonlySet<Place>,
): ReadonlySet<Place> {
	let known = countPlaces.get(acquire);
	if (known === undefined) {
		known = new WeakMap();
		countPlaces.set(acquire, known);
	}
	let places = known.get(kept);
	if (places === undefined) {
		places = new Set([
			...countsStored(context, acquire),
			...countsReleasedBy(context, acquire, kept),
		]);
		known.set(kept, places);
	}
	return places;
}

function countsStored(
	{ unit }: UnitContext,
	{ model, call, roles }: AcquireCall,
): readonly Place[] {
	const count = argumentWith("count", roles, call.args);
	const numbers = new Set<string>(resultNames(model, call));
	const asked = count === null ? null : pathText(count);
	if (asked !== null) numbers.add(asked);
	return model.assignments.flatMap(({ target, value, op }) => {
		if (op !== "=" || target.kind !== "member") return [];
		if (!numbers.has(pathText(value) ?? "")) return [];
		return placeOf(unit, model, target) ?? [];
	});
}

function countsReleasedBy(
	context: UnitContext,
	acquire: AcquireCall,
	kept: ReadonlySet<Place>,
): readonly Place[] {
	const fields = new Set([...kept].filter((place) => place.startsWith("f:")));
	return indexOf(context)
		.releasesAt(fields)
		.flatMap((release) => {
			const bound = boundOf(release);
			return release.model === acquire.model || bound?.kind !== "member"
				? []
				: (placeOf(context.unit, release.model, bound) ?? []);
		});
}
