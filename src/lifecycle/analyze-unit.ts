// The holds of one unit: every acquire of the file under one configuration, where it goes, and what its paths do.

import {
	contextOf,
	type FunctionContext,
	type UnitContext,
} from "./function-context.ts";
import type { HoldGraph } from "./graph/hold-graph.ts";
import { fieldsOf } from "./graph/reach.ts";
import { analyzePaths } from "./paths/analyze-paths.ts";
import type { PathResult } from "./paths/observation.ts";
import { pathText, rootVariable } from "./place.ts";
import { pageArgumentOf } from "./roles.ts";
import { failingReleasesOf } from "./summaries/failing-releases.ts";
import type { WrapperSummary } from "./summaries/function-summary.ts";
import { summarizeReleases } from "./summaries/release-summaries.ts";
import { summarizeWrapper } from "./summaries/summarize-wrapper.ts";
import { isSeed, type Unit } from "./unit/function-model.ts";
import type { LoadedUnit } from "./unit/load-unit.ts";
import { indexOf } from "./unit/unit-index.ts";
import type { Vocabulary } from "./unit/vocabulary.ts";

export interface AnalyzedFunction {
	readonly context: FunctionContext;
	readonly paths: PathResult;
}

export interface AnalyzedUnit extends UnitContext {
	/** Functions with a hold source, in the order of the file. */
	readonly functions: readonly AnalyzedFunction[];
}

/** Wrappers of wrappers are found in as many rounds; deeper ones are not seen as acquires (may miss findings). */
const roundLimit = 4;

export function analyzeUnit(
	{ unit, graph }: LoadedUnit,
	ofRun: Vocabulary,
): AnalyzedUnit {
	const vocabulary = ofRun.forView(unit.view.configuration);
	const wrappers = new Map<string, WrapperSummary>();
	const plain: UnitContext = {
		unit,
		vocabulary,
		graph,
		fields: fieldsOf(graph),
		releases: summarizeReleases(unit, graph),
		wrappers: new Map(),
		failing: () => null,
	};
	const context = { ...plain, wrappers, failing: failingReleasesOf(plain) };
	const analyzed = new Map<string, AnalyzedFunction>();
	let pending = new Set([
		...graph.acquires
			.filter((call) => !call.holdsNothing && isSeed(unit, call.call))
			.map((call) => call.model.key),
		...releasingTwice(unit, graph),
	]);
	for (let round = 0; round < roundLimit && pending.size > 0; round++) {
		const changed: string[] = [];
		for (const model of unit.functions.values()) {
			if (!pending.has(model.key)) continue;
			const inner = contextOf(context, model);
			const paths = analyzePaths(inner);
			analyzed.set(model.key, { context: inner, paths });
			const summary = summarizeWrapper(inner, paths);
			const before = wrappers.get(model.key);
			if (JSON.stringify(summary) === JSON.stringify(before ?? null)) continue;
			if (summary === null) wrappers.delete(model.key);
			else wrappers.set(model.key, summary);
			changed.push(model.key);
		}
		pending = callersOf(context, changed);
	}
	const functions = [...analyzed.values()].sort(
		(a, b) => a.context.model.syntax.start - b.context.model.syntax.start,
	);
	return { ...context, functions };
}

/** Functions with two releases of what has the same name. */
function releasingTwice(unit: Unit, graph: HoldGraph): readonly string[] {
	const seen = new Set<string>();
	const found: string[] = [];
	for (const { model, call, roles } of graph.releases) {
		if (!isSeed(unit, call)) continue;
		const argument = pageArgumentOf(roles, call.args);
		const root = argument === null ? null : rootVariable(argument);
		if (argument === null || root === null) continue;
		const id = `${model.key}:${pathText(argument) ?? root}`;
		if (seen.has(id)) found.push(model.key);
		seen.add(id);
	}
	return found;
}

/** Functions that were read and that mention one of these, themselves left out. */
function callersOf(
	context: UnitContext,
	names: readonly string[],
): Set<string> {
	const callers = new Set<string>();
	for (const name of names)
		for (const outline of indexOf(context).mentioning(name))
			if (outline.name !== name && context.unit.functions.has(outline.name))
				callers.add(outline.name);
	return callers;
}
