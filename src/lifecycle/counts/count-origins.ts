// Where the number that an acquire asks for comes from: through local variables, and up through parameters to the callers
// in the unit.

import type { CType, Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { HoldGraph } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { argumentWith } from "../roles.ts";
import {
	type FunctionModel,
	isSeed,
	type Unit,
} from "../unit/function-model.ts";
import { valuesOf } from "../unit/values-of.ts";
import { isNarrow, isWide } from "./count-width.ts";

/** A variable on the way, with the offset before which its value was settled. */
export interface CountStep {
	readonly model: FunctionModel;
	readonly name: string;
	readonly before: number;
}

export interface CountOrigin {
	/** What the last variable of the way is given. */
	readonly model: FunctionModel;
	readonly value: Expression;
	/** From the acquire back to there. */
	readonly steps: readonly CountStep[];
}

const depthLimit = 6;

export function countOriginsOf(
	unit: Unit,
	model: FunctionModel,
	count: Expression,
	before: number,
	steps: readonly CountStep[] = [],
): readonly CountOrigin[] {
	const plain = count.kind === "cast" ? count.operand : count;
	if (plain.kind !== "identifier") return [];
	const { name } = plain;
	if (
		steps.length >= depthLimit ||
		steps.some((step) => step.model === model && step.name === name)
	)
		return [];
	const way = [...steps, { model, name, before }];
	const own = valuesOf(model, name).flatMap((value) => [
		{ model, value, steps: way },
		...countOriginsOf(unit, model, value, before, way),
	]);
	const index = model.parameters.indexOf(name);
	if (index < 0) return own;
	return [
		...own,
		...callsOf(unit, model.name).flatMap(({ model: caller, call }) => {
			const argument = call.args[index];
			if (argument === undefined) return [];
			return [
				{ model: caller, value: argument, steps: way },
				...countOriginsOf(unit, caller, argument, call.start, way),
			];
		}),
	];
}

/** Functions that tell how many pages the acquires ask for: those that compute it, and callers of those that get it as an int. */
export function countersOf(
	unit: Unit,
	graph: HoldGraph,
): {
	readonly computing: readonly string[];
	readonly taking: readonly string[];
} {
	const computing: string[] = [];
	const taking: string[] = [];
	for (const { model, call, roles } of graph.acquires) {
		const count = argumentWith("count", roles, call.args);
		if (count === null || !isSeed(unit, call)) continue;
		const names = [count];
		for (const { value } of countOriginsOf(unit, model, count, call.start)) {
			const written = calleeName(value);
			if (written !== null) computing.push(unit.resolve(written));
			else names.push(value);
		}
		const isTaking = names.some((value) =>
			value.kind === "identifier"
				? isParameter(model, value.name, isNarrow)
				: isCount(model, count) && countsFrom(model, value),
		);
		if (isTaking && model.syntax.isStatic) taking.push(model.name);
	}
	return { computing, taking };
}

function isParameter(
	{ parameters, types }: FunctionModel,
	name: string,
	accepts: (type: CType) => boolean,
): boolean {
	const type = types.get(name);
	return parameters.includes(name) && type !== undefined && accepts(type);
}

/** A number of pages in a narrow variable. */
function isCount({ types }: FunctionModel, count: Expression): boolean {
	const type = count.kind === "identifier" ? types.get(count.name) : undefined;
	return type !== undefined && isNarrow(type);
}

/** The length that it is computed from is a parameter: a caller may have limited it. */
function countsFrom(model: FunctionModel, value: Expression): boolean {
	let found = false;
	visitExpression(value, (part) => {
		if (part.kind === "identifier")
			found ||= isParameter(model, part.name, isWide);
		return !found;
	});
	return found;
}

/** Calls of a function from within the unit. */
export function callsOf(unit: Unit, name: string) {
	return [...unit.functions.values()].flatMap((model) =>
		model.calls.flatMap((call) => {
			const written = calleeName(call);
			return written !== null && unit.resolve(written) === name
				? [{ model, call }]
				: [];
		}),
	);
}
