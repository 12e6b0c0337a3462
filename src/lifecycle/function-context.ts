// Everything about one function that its path analysis asks for, worked out once.

import type { CType, Expression } from "#csource/syntax.ts";
import { expressionsOf, visitExpression } from "#csource/walk.ts";
import { buildCfg } from "#flow/build-cfg.ts";
import type { Cfg, CfgNode } from "#flow/cfg.ts";
import { findLoops, type Loop } from "#flow/loops.ts";
import { helperExtent } from "./extent/helper-extent.ts";
import { extentOf, type ReleaseExtent } from "./extent/release-extent.ts";
import {
	type AcquireCall,
	type CallExpression,
	type HoldGraph,
	holdPlace,
	resultPlace,
} from "./graph/hold-graph.ts";
import { type FieldIndex, reachWithin } from "./graph/reach.ts";
import { calleeName } from "./kernel-idioms.ts";
import { maskPath } from "./paths/mask-path.ts";
import { relationsTestedAgain } from "./paths/relation-path.ts";
import { type Origin, originsOf } from "./paths/variable-origin.ts";
import {
	isCarrier,
	type Place,
	pathText,
	returnPlace,
	variablePlace,
} from "./place.ts";
import type {
	FailingRelease,
	ReleaseSummary,
	WrapperSummary,
} from "./summaries/function-summary.ts";
import { ownObjectOf } from "./summaries/own-object.ts";
import { calleesOf } from "./summaries/release-summaries.ts";
import type { FunctionModel, Unit } from "./unit/function-model.ts";
import type { Vocabulary } from "./unit/vocabulary.ts";

/** The unit as path analysis sees it. */
export interface UnitContext {
	readonly unit: Unit;
	readonly vocabulary: Vocabulary;
	readonly graph: HoldGraph;
	readonly fields: FieldIndex;
	readonly releases: ReadonlyMap<string, ReleaseSummary>;
	/** Grows while wrappers are found. */
	readonly wrappers: ReadonlyMap<string, WrapperSummary>;
	/** For the key of a function that releases where it fails, and never where it succeeds; null for any other. */
	readonly failing: (key: string) => FailingRelease | null;
}

/** A call in this function that makes a hold: of the catalogue, or of a wrapper of the unit. */
export interface HoldSource {
	readonly call: CallExpression;
	readonly acquire: AcquireCall | null;
	readonly wrapper: WrapperSummary | null;
	/** Offsets of the catalogue calls underneath: itself, or those of the wrapper. */
	readonly acquires: readonly number[];
	/** Where the hold can be by the code of this function alone. */
	readonly places: ReadonlySet<Place>;
	/** The hold is in memory that a parameter points to, so the caller has it as well. */
	readonly inCallersMemory: boolean;
	/** That memory is a bare array of pages: nothing beside it tells how many there are. */
	readonly inBareArray: boolean;
}

/** What the releases of a function let go of, where that can be told. */
export interface ReleaseExtents {
	/** By the offset of the call: those that let go of everything at once, or of one page. */
	readonly calls: ReadonlyMap<number, ReleaseExtent>;
	/** By the node of the loop's condition. */
	readonly loops: ReadonlyMap<number, readonly ReleaseExtent[]>;
}

export interface FunctionContext extends UnitContext {
	readonly model: FunctionModel;
	readonly cfg: Cfg;
	readonly loops: readonly Loop[];
	readonly origins: ReadonlyMap<string, Origin>;
	/** By offset. */
	readonly calls: ReadonlyMap<number, CallExpression>;
	/** By the offset of the call. */
	readonly holdSources: ReadonlyMap<number, HoldSource>;
	/** Calls that release, by the offset of the call: the hold sources they let go of. */
	readonly releasing: ReadonlyMap<number, readonly HoldSource[]>;
	readonly extents: ReleaseExtents;
	/** Paths (`ret`, `obj.count`) whose value can matter to a test, a return or a release. */
	readonly relevant: ReadonlySet<string>;
	/** Calls, by offset, that leave a mark on the path: releaseMark. */
	readonly marks?: ReadonlySet<number>;
}

export function contextOf(
	context: UnitContext,
	model: FunctionModel,
): FunctionContext {
	const holdSources = findHoldSources(context, model);
	const cfg = buildCfg(model.syntax);
	const extents = findExtents(context, model, cfg);
	return {
		...context,
		model,
		cfg,
		loops: findLoops(cfg),
		origins: originsOf(context.unit, model),
		calls: new Map(model.calls.map((call) => [call.start, call])),
		holdSources,
		releasing: findReleasing(context, model, holdSources),
		extents,
		relevant: relevantPaths(cfg, model, extents, holdSources),
	};
}

function findExtents(
	context: UnitContext,
	model: FunctionModel,
	cfg: Cfg,
): ReleaseExtents {
	const calls = new Map<number, ReleaseExtent>();
	const loops = new Map<number, ReleaseExtent[]>();
	const add = (extent: ReleaseExtent | null): void => {
		if (extent === null) return;
		const { call, loopTest } = extent;
		if (loopTest === null) {
			calls.set(call.start, extent);
			return;
		}
		for (const { id, action, start } of cfg.nodes)
			if (
				action.kind === "branch" &&
				action.loop &&
				loopTest.start <= start &&
				start < loopTest.end
			)
				loops.set(id, [...(loops.get(id) ?? []), extent]);
	};
	for (const release of context.graph.releases)
		if (release.model === model) add(extentOf(release));
	for (const call of model.calls) {
		const summary = context.releases.get(
			context.unit.resolve(calleeName(call) ?? ""),
		);
		if (summary === undefined) continue;
		if (summary.parameters.size + summary.shared.size > 0)
			add(helperExtent(context, call));
	}
	return { calls, loops };
}

function findHoldSources(
	context: UnitContext,
	model: FunctionModel,
): ReadonlyMap<number, HoldSource> {
	const sources = new Map<number, HoldSource>();
	for (const acquire of context.graph.acquires) {
		if (acquire.model !== model || acquire.holdsNothing) continue;
		const places = reachWithin(
			context.graph,
			context.fields,
			model.key,
			holdPlace(acquire.call),
		);
		sources.set(acquire.call.start, {
			call: acquire.call,
			acquire,
			wrapper: null,
			acquires: [acquire.call.start],
			places,
			inCallersMemory: reachesParameters(model, places),
			inBareArray: reachesParameters(model, places, isBareArray),
		});
	}
	for (const call of model.calls) {
		const name = calleeName(call);
		const wrapper =
			name === null
				? undefined
				: context.wrappers.get(context.unit.resolve(name));
		if (wrapper === undefined || wrapper.functionName === model.key) continue;
		const { parameters, result } = wrapper.keeps;
		const isInObject = parameters.length === 0 && !result;
		if (isInObject && ownObjectOf(context.unit, model, call, wrapper) === null)
			continue;
		const places = wrapperPlaces(context, model, call, wrapper);
		sources.set(call.start, {
			call,
			acquire: null,
			wrapper,
			acquires: wrapper.acquires,
			places,
			inCallersMemory: reachesParameters(model, places),
			inBareArray: reachesParameters(model, places, isBareArray),
		});
	}
	return sources;
}

function wrapperPlaces(
	context: UnitContext,
	model: FunctionModel,
	call: CallExpression,
	wrapper: WrapperSummary,
): ReadonlySet<Place> {
	const start = [
		...wrapper.keeps.parameters.flatMap((index) => {
			const argument = call.args[index];
			return argument === undefined
				? []
				: context.graph.sources(model, argument);
		}),
		...(wrapper.keeps.result ? [resultPlace(call)] : []),
		...wrapper.keeps.shared,
	];
	return new Set(
		start.flatMap((place) => [
			...reachWithin(context.graph, context.fields, model.key, place),
		]),
	);
}

function reachesParameters(
	model: FunctionModel,
	places: ReadonlySet<Place>,
	accepts: (type: CType) => boolean = isCarrier,
): boolean {
	return model.parameters.some((name) => {
		const type = model.types.get(name);
		return (
			type !== undefined &&
			accepts(type) &&
			places.has(variablePlace(model, name))
		);
	});
}

function isBareArray(type: CType): boolean {
	return (
		/^struct (page|folio)$/.test(type.base) && type.pointers + type.arrays === 2
	);
}

function findReleasing(
	context: UnitContext,
	model: FunctionModel,
	sources: ReadonlyMap<number, HoldSource>,
): ReadonlyMap<number, readonly HoldSource[]> {
	const releasing = new Map<number, HoldSource[]>();
	const add = (call: CallExpression, places: readonly Place[]): void => {
		for (const source of sources.values()) {
			if (!places.some((place) => source.places.has(place))) continue;
			const known = releasing.get(call.start) ?? [];
			if (!known.includes(source)) known.push(source);
			releasing.set(call.start, known);
		}
	};
	for (const release of context.graph.releases)
		if (release.model === model) add(release.call, release.places);
	for (const call of model.calls)
		for (const callee of calleesOf(context.unit, call)) {
			const summary = context.releases.get(callee);
			if (summary === undefined || sources.has(call.start)) continue;
			for (const index of summary.parameters) {
				const argument = call.args[index];
				if (argument !== undefined)
					add(call, context.graph.sources(model, argument));
			}
			add(call, [...summary.shared]);
		}
	return releasing;
}

/** Paths that are tested, returned, or given to a call as a count, and those that releases and acquires speak of. */
function relevantPaths(
	cfg: Cfg,
	model: FunctionModel,
	extents: ReleaseExtents,
	sources: ReadonlyMap<number, HoldSource>,
): ReadonlySet<string> {
	const paths = new Set<string>();
	const add = (expression: Expression): void =>
		visitExpression(expression, (part) => {
			const path = pathText(part);
			if (path !== null) paths.add(path);
			return path === null;
		});
	for (const node of cfg.nodes)
		for (const expression of testedBy(node)) add(expression);
	for (const path of masksTestedAgain(cfg)) paths.add(path);
	for (const path of relationsTestedAgain(cfg)) paths.add(path);
	for (const expression of expressionsOf(model.syntax.body))
		visitExpression(expression, (part) => {
			if (part.kind === "conditional") add(part.test);
			if (part.kind === "call")
				for (const arg of part.args)
					if (arg.kind === "identifier") paths.add(arg.name);
			return true;
		});
	for (const extent of [
		...extents.calls.values(),
		...[...extents.loops.values()].flat(),
	])
		for (const part of [
			extent.array,
			extent.index,
			extent.count,
			extent.first,
			...extent.guards,
		])
			if (part !== null) add(part);
	for (const { call } of sources.values())
		for (const arg of call.args) add(arg);
	return paths;
}

/** Tests of one flag that the function makes more than once. */
function masksTestedAgain(cfg: Cfg): readonly string[] {
	const tests = new Map<string, number>();
	for (const { action } of cfg.nodes) {
		const path = action.kind === "branch" ? maskPath(action.test) : null;
		if (path !== null) tests.set(path, (tests.get(path) ?? 0) + 1);
	}
	return [...tests].flatMap(([path, count]) => (count > 1 ? [path] : []));
}

function testedBy(node: CfgNode): readonly Expression[] {
	switch (node.action.kind) {
		case "branch":
		case "switch":
			return [node.action.test];
		case "return":
			return node.action.value === null ? [] : [node.action.value];
		default:
			return [];
	}
}

/** Whether places include what the function returns. */
export function reachesResult(
	model: FunctionModel,
	places: ReadonlySet<Place>,
): boolean {
	return places.has(returnPlace(model.key));
}
