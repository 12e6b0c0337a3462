// References to pages that functions of the unit get by calls which are no acquires: alloc_page(), get_page(),
// find_get_page(). What is released with put_page() may be one of them.

import { flatMap } from "#base/flat-map.ts";
import type { Expression } from "#csource/syntax.ts";
import type { UnitContext } from "../function-context.ts";
import { reachFrom } from "../graph/reach.ts";
import { calleeName } from "../kernel-idioms.ts";
import { type Place, placeOf } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";

/** Calls that make references of their own: what they return or raise may be put with put_page(). */
export const referenceMaker =
	/^(get_page|folio_get|try_get_page|try_get_folio|page_cache_get|folio_try_get|alloc_pages?|alloc_page_vma|__alloc_pages|folio_alloc|page_pool_|dev_alloc_pages?|find_get_page|find_lock_page|grab_cache_page|read_mapping_page|shmem_read_mapping_page|vmalloc_to_page|pfn_to_online_page|kvm_\w*(page|pfn|map)|gfn_to_)/;

export interface MadeReference {
	/** The name of the call. */
	readonly maker: string;
	readonly at: number;
	/** Where the page is put. */
	readonly place: Place;
	/** Everywhere it can come from there. */
	readonly reached: ReadonlySet<Place>;
}

/** Those whose result is put somewhere. */
export function madeReferences(
	context: UnitContext,
	isMaker: (name: string) => boolean,
): readonly MadeReference[] {
	const { unit, graph, fields } = context;
	return flatMap(
		callIndexOf(unit).assignments,
		({ model, target, value }): readonly MadeReference[] => {
			const call = uncast(value);
			const written = call.kind === "call" ? calleeName(call) : null;
			const maker = written === null ? null : unit.resolve(written);
			if (maker === null || !isMaker(maker)) return [];
			const place = placeOf(unit, model, target);
			if (place === null) return [];
			const reached = reachFrom(graph, fields, [place]).places;
			return [{ maker, at: call.start, place, reached }];
		},
	);
}

/** Pages that a call is given, to raise their count or to fill an array with them. */
export function raisedReferences(
	context: UnitContext,
	isMaker: (name: string) => boolean,
): readonly MadeReference[] {
	const { unit, graph, fields } = context;
	return flatMap(unit.functions.values(), (model) =>
		flatMap(model.calls, (call): readonly MadeReference[] => {
			const written = calleeName(call);
			const maker = written === null ? null : unit.resolve(written);
			if (maker === null || !isMaker(maker)) return [];
			return call.args.flatMap((arg) =>
				graph.sources(model, arg).map((place) => ({
					maker,
					at: call.start,
					place,
					reached: reachFrom(graph, fields, [place]).places,
				})),
			);
		}),
	);
}

function uncast(value: Expression): Expression {
	return value.kind === "cast" ? uncast(value.operand) : value;
}
