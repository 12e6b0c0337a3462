// Builds the hold graph of a unit from the syntax of its functions.

import type { Expression } from "#csource/syntax.ts";
import {
	isContainer,
	type Place,
	placeOf,
	returnPlace,
	variablePlace,
} from "../place.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import type { Vocabulary } from "../unit/vocabulary.ts";
import { FlowReader } from "./flow-reader.ts";
import { FlowMemory, type FunctionFlow } from "./function-flow.ts";
import {
	type AcquireCall,
	type CallExpression,
	type DirtyCall,
	type GraphEdge,
	type HoldGraph,
	type PassCall,
	type ReleaseCall,
	resultPlace,
} from "./hold-graph.ts";
import { PlaceSources } from "./place-sources.ts";

/** memory: of earlier readings of the same functions. */
export function buildHoldGraph(
	unit: Unit,
	vocabulary: Vocabulary,
	memory: FlowMemory = new FlowMemory(),
): HoldGraph {
	return new HoldGraphBuilder(unit, vocabulary, memory).build();
}

/** Where the calls of the catalogue are made: what they do is known better than by their text. */
const core = /^(mm|lib|include\/linux)\//;

/** The result of a function, or the parameter of that index, whose memory others see. */
type Exit = "result" | number;

class HoldGraphBuilder {
	private readonly unit: Unit;
	private readonly edges = new Map<Place, GraphEdge[]>();
	private edgeCount = 0;
	private readonly handedOver = new Set<Place>();
	private readonly flows: ReadonlyMap<FunctionModel, FunctionFlow>;
	private readonly later: (
		model: FunctionModel,
		expression: Expression,
	) => readonly Place[];

	constructor(unit: Unit, vocabulary: Vocabulary, memory: FlowMemory) {
		this.unit = unit;
		const isCore = core.test(unit.view.path);
		this.flows = new Map(
			[...unit.functions.values()].map((model) => [
				model,
				memory.flowOf(unit, model, (names) =>
					new FlowReader(names, vocabulary, isCore).read(model),
				),
			]),
		);
		const places = new PlaceSources(unit, vocabulary);
		this.later = (model, expression) => places.sources(model, expression);
	}

	build(): HoldGraph {
		const acquires: AcquireCall[] = [];
		const releases: ReleaseCall[] = [];
		const dirties: DirtyCall[] = [];
		const passes: PassCall[] = [];
		for (const flow of this.flows.values()) {
			for (const { from, edge } of flow.edges) this.append(from, edge);
			for (const place of flow.handedOver) this.handedOver.add(place);
			acquires.push(...flow.acquires);
			releases.push(...flow.releases);
			dirties.push(...flow.dirties);
			passes.push(...flow.passes);
		}
		this.liftThroughCalls();
		return {
			edges: this.edges,
			acquires,
			releases: releases.filter((release) => this.letsGo(release)),
			dirties,
			passes,
			sources: (model, expression) => this.sources(model, expression),
		};
	}

	/** An edge that is not there yet. */
	private append(from: Place, edge: GraphEdge): void {
		const known = this.edges.get(from);
		if (known === undefined) this.edges.set(from, [edge]);
		else known.push(edge);
		this.edgeCount++;
	}

	/** Freeing an address lets pages go only where its mapping took them over; else it frees the memory of the array. */
	private letsGo(release: ReleaseCall): boolean {
		if (release.entry.takes !== "address") return true;
		return release.places.some((place) => this.handedOver.has(place));
	}

	private addEdge(
		from: Place,
		to: Place,
		model: FunctionModel,
		at: number,
	): void {
		if (from === to) return;
		const known = this.edges.get(from);
		if (known !== undefined)
			for (const edge of known)
				if (
					edge.to === to &&
					edge.kind === "same" &&
					edge.function === model.key
				)
					return;
		this.append(from, { to, kind: "same", function: model.key, at });
	}

	private sources(
		model: FunctionModel,
		expression: Expression,
	): readonly Place[] {
		return (
			this.flows.get(model)?.sources.get(expression) ??
			this.later(model, expression)
		);
	}

	/**
	 * What goes into a function of the unit through one parameter and comes out through its result or through memory of
	 * another parameter: such calls get direct edges in the caller, so that nothing has to come up from a `down` visit.
	 */
	private liftThroughCalls(): void {
		const targets = new Set<FunctionModel>();
		for (const { inner } of this.flows.values())
			for (const call of inner)
				for (const target of call.targets) targets.add(target);
		for (let round = 0; round < 4; round++) {
			const before = this.edgeCount;
			const through = new Map<Place, readonly Exit[]>();
			for (const model of targets)
				for (const parameter of model.parameters) {
					const place = variablePlace(model, parameter);
					const exits = this.exitsOf(model, place);
					if (exits.length > 0) through.set(place, exits);
				}
			for (const [model, { inner }] of this.flows)
				for (const { call, targets } of inner)
					for (const target of targets)
						this.liftCall(model, call, target, through);
			if (this.edgeCount === before) return;
		}
	}

	private liftCall(
		model: FunctionModel,
		call: CallExpression,
		target: FunctionModel,
		through: ReadonlyMap<Place, readonly Exit[]>,
	): void {
		target.parameters.forEach((parameter, index) => {
			const argument = call.args[index];
			const exits = through.get(variablePlace(target, parameter));
			if (argument === undefined || exits === undefined) return;
			const outside = exits.flatMap((exit) => {
				if (exit === "result") return [resultPlace(call)];
				const other = call.args[exit];
				if (other === undefined) return [];
				return placeOf(this.unit, model, other) ?? [];
			});
			for (const source of this.sources(model, argument))
				for (const place of outside)
					this.addEdge(source, place, model, call.start);
		});
	}

	/** Where what comes in at a place of the function comes out of it. */
	private exitsOf(model: FunctionModel, start: Place): readonly Exit[] {
		if (!this.edges.has(start)) return [];
		return this.reachedWithin(model, start).flatMap((place): Exit[] => {
			if (place === returnPlace(model.key)) return ["result"];
			const position = model.parameters.findIndex(
				(name) => variablePlace(model, name) === place,
			);
			const type = model.types.get(model.parameters[position] ?? "");
			return type !== undefined && isContainer(type) ? [position] : [];
		});
	}

	/** Places reached from a parameter by edges inside the function alone. */
	private reachedWithin(model: FunctionModel, start: Place): readonly Place[] {
		const reached = new Set<Place>([start]);
		for (const place of reached)
			for (const edge of this.edges.get(place) ?? [])
				if (
					edge.kind === "same" &&
					edge.function === model.key &&
					!place.startsWith("f:")
				)
					reached.add(edge.to);
		reached.delete(start);
		return [...reached];
	}
}
