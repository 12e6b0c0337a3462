// Which functions of a unit release what, to a fixpoint over its call graph.

import type { Expression } from "#csource/syntax.ts";
import type { HoldGraph } from "../graph/hold-graph.ts";
import { calleeName, isLentFor } from "../kernel-idioms.ts";
import { type Place, variablePlace } from "../place.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import type { ReleaseSummary } from "./function-summary.ts";

interface Draft {
	readonly parameters: Set<number>;
	readonly shared: Set<Place>;
}

export function summarizeReleases(
	unit: Unit,
	graph: HoldGraph,
): ReadonlyMap<string, ReleaseSummary> {
	const drafts = new Map<string, Draft>();
	const reversed = reverseWithinFunctions(graph);
	for (const model of unit.functions.values())
		drafts.set(model.key, { parameters: new Set(), shared: new Set() });
	for (const release of graph.releases) {
		const draft = drafts.get(release.model.key);
		if (draft !== undefined)
			addOrigins(draft, release.model, release.places, reversed);
	}
	for (let changed = true; changed; ) {
		changed = false;
		for (const model of unit.functions.values()) {
			const draft = drafts.get(model.key);
			if (draft === undefined) continue;
			const before = draft.parameters.size + draft.shared.size;
			addCallees(unit, graph, model, draft, drafts, reversed);
			changed ||= draft.parameters.size + draft.shared.size > before;
		}
	}
	return drafts;
}

type Reversed = ReadonlyMap<string, ReadonlyMap<Place, readonly Place[]>>;

/** Edges inside each function, turned round: from where a place can be filled. */
function reverseWithinFunctions(graph: HoldGraph): Reversed {
	const reversed = new Map<string, Map<Place, Place[]>>();
	for (const [from, edges] of graph.edges)
		for (const edge of edges) {
			if (edge.kind !== "same") continue;
			const ofFunction =
				reversed.get(edge.function) ?? new Map<Place, Place[]>();
			reversed.set(edge.function, ofFunction);
			const known = ofFunction.get(edge.to);
			if (known === undefined) ofFunction.set(edge.to, [from]);
			else known.push(from);
		}
	return reversed;
}

function addOrigins(
	draft: Draft,
	model: FunctionModel,
	places: readonly Place[],
	reversed: Reversed,
): void {
	const edges = reversed.get(model.key);
	const origins = new Set(places);
	for (const place of origins) {
		if (place.startsWith("f:") || place.startsWith("g:"))
			draft.shared.add(place);
		for (const from of edges?.get(place) ?? []) origins.add(from);
	}
	model.parameters.forEach((name, index) => {
		if (origins.has(variablePlace(model, name))) draft.parameters.add(index);
	});
}

function addCallees(
	unit: Unit,
	graph: HoldGraph,
	model: FunctionModel,
	draft: Draft,
	drafts: ReadonlyMap<string, Draft>,
	reversed: Reversed,
): void {
	for (const call of model.calls)
		for (const callee of calleesOf(unit, call)) {
			const summary = drafts.get(callee);
			if (summary === undefined) continue;
			for (const place of summary.shared) draft.shared.add(place);
			for (const index of summary.parameters) {
				const argument = call.args[index];
				if (argument !== undefined)
					addOrigins(draft, model, graph.sources(model, argument), reversed);
			}
		}
}

/** The functions of the unit that a call runs at once: the callee, and the release function given to a kref_put(). */
export function calleesOf(
	unit: Unit,
	call: Expression & { kind: "call" },
): readonly string[] {
	const written = calleeName(call);
	if (written === null) {
		if (call.callee.kind !== "member") return [];
		return unit.handlers.get(call.callee.field) ?? [];
	}
	const name = unit.resolve(written);
	// What it calls in the end are the callbacks of others.
	if (isLentFor(name)) return [];
	if (unit.functions.has(name)) return [name];
	if (!/put/.test(name)) return [];
	return call.args.flatMap((arg) =>
		arg.kind === "identifier" && unit.functions.has(arg.name) ? [arg.name] : [],
	);
}
