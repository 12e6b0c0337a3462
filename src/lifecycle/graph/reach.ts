// What a hold can reach in the hold graph.

import { isOfUnknownType, type Place } from "../place.ts";
import type { GraphEdge, HoldGraph } from "./hold-graph.ts";

/** Fields of objects whose type this file does not tell match the field of that name of any type. */
export class FieldIndex {
	private readonly byField = new Map<string, Place[]>();

	constructor(graph: HoldGraph) {
		const places = new Set<Place>();
		for (const [from, edges] of graph.edges) {
			places.add(from);
			for (const edge of edges) places.add(edge.to);
		}
		for (const call of [...graph.releases, ...graph.dirties])
			for (const place of call.places) places.add(place);
		for (const place of places) {
			const field = fieldOf(place);
			if (field === null) continue;
			const known = this.byField.get(field);
			if (known === undefined) this.byField.set(field, [place]);
			else known.push(place);
		}
	}

	/** Other names of the same field. */
	aliases(place: Place): readonly Place[] {
		const field = fieldOf(place);
		if (field === null) return [];
		const all = this.byField.get(field) ?? [];
		if (place.startsWith("f:?.")) return all;
		return isOfUnknownType(place)
			? all.filter((other) => mayBeSame(place, other))
			: all.filter(isOfUnknownType);
	}
}

/** Of two fields in members of known structs: the same struct, or members of one name, which may be of one type. */
function mayBeSame(place: Place, other: Place): boolean {
	const member = memberOf(other);
	return member === null || member === memberOf(place);
}

/** `buffer` of `f:?struct request.buffer.iter`. */
function memberOf(place: Place): string | null {
	return place.startsWith("f:?struct ") || place.startsWith("f:?union ")
		? (place.split(".").at(-2) ?? null)
		: null;
}

const fieldIndexes = new WeakMap<HoldGraph, FieldIndex>();

/** Made once for a graph: what decides which functions are read, and what follows their holds, ask the same. */
export function fieldsOf(graph: HoldGraph): FieldIndex {
	let fields = fieldIndexes.get(graph);
	if (fields === undefined) {
		fields = new FieldIndex(graph);
		fieldIndexes.set(graph, fields);
	}
	return fields;
}

function fieldOf(place: Place): string | null {
	return place.startsWith("f:")
		? place.slice(place.lastIndexOf(".") + 1)
		: null;
}

export interface Reach {
	readonly places: ReadonlySet<Place>;
	/** The edges by which each place was first reached; absent for the start. */
	readonly via: ReadonlyMap<
		Place,
		{ readonly from: Place; readonly edge: GraphEdge | null }
	>;
}

/** Of an unknown struct, or of one that every part of the kernel uses. */
export function isCommonField(place: Place): boolean {
	return /^f:(\?|struct (scatterlist|sg_table|bio|bio_vec|page|folio|sk_buff|skb_shared_info|iov_iter|list_head|file|kiocb|device))\./.test(
		place,
	);
}

/** Everywhere in the unit that what is in `start` can come. */
export function reachFrom(
	graph: HoldGraph,
	fields: FieldIndex,
	start: readonly Place[],
	{ ownFieldsOnly = false }: { readonly ownFieldsOnly?: boolean } = {},
): Reach {
	const via = new Map<Place, { from: Place; edge: GraphEdge | null }>();
	const seen = new Set<string>();
	const queue: { place: Place; up: boolean }[] = [];
	const visit = (
		place: Place,
		up: boolean,
		from: Place | null,
		edge: GraphEdge | null,
	): void => {
		const free = up || isShared(place);
		const id = `${free ? "+" : "-"}${place}`;
		if (seen.has(id)) return;
		seen.add(id);
		if (from !== null && !via.has(place) && !start.includes(place))
			via.set(place, { from, edge });
		queue.push({ place, up: free });
	};
	for (const place of start) visit(place, true, null, null);
	for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
		const { place, up } = item;
		if (!ownFieldsOnly)
			for (const alias of fields.aliases(place)) visit(alias, up, place, null);
		else if (isCommonField(place)) continue;
		for (const edge of graph.edges.get(place) ?? []) {
			if (edge.kind === "up" && !up) continue;
			visit(edge.to, edge.kind !== "down" && up, place, edge);
		}
	}
	return { places: new Set([...seen].map((id) => id.slice(1))), via };
}

/** Fields and globals are seen by every function. */
function isShared(place: Place): boolean {
	return place.startsWith("f:") || place.startsWith("g:");
}

/** What `start` can reach by the code of one function, calls of the unit's functions seen through. */
export function reachWithin(
	graph: HoldGraph,
	fields: FieldIndex,
	functionKey: string,
	start: Place,
): ReadonlySet<Place> {
	const reached = new Set<Place>([start]);
	for (const place of reached) {
		for (const alias of fields.aliases(place)) reached.add(alias);
		for (const edge of graph.edges.get(place) ?? [])
			if (edge.kind === "same" && edge.function === functionKey)
				reached.add(edge.to);
	}
	return reached;
}
