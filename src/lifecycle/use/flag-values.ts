// Which FOLL_ flags an acquire call passes: those it always does, those it may, and whether there may be more.
//
// Local variables are followed through every value the function gives them, parameters of static functions through all
// their callers in the file. Errs: takes every assignment of a variable as possible at the call.

import type { Expression } from "#csource/syntax.ts";
import type { AcquireCall } from "../graph/hold-graph.ts";
import { argumentWith } from "../roles.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import { isUsedAsValue } from "../unit/used-as-value.ts";

export interface FlagValues {
	/** The argument as written; null where the call has none. */
	readonly argument: Expression | null;
	readonly always: ReadonlySet<string>;
	readonly maybe: ReadonlySet<string>;
	/** Something in it could not be followed: there may be more than `maybe`. */
	readonly open: boolean;
}

type Values = Pick<FlagValues, "always" | "maybe" | "open">;

const nothing: Values = { always: new Set(), maybe: new Set(), open: false };
const anything: Values = { always: new Set(), maybe: new Set(), open: true };
const depthLimit = 4;

/** Of the flags argument, or of the write and force arguments of the old signatures. */
export function flagValuesOf(unit: Unit, acquire: AcquireCall): FlagValues {
	const { model, call, roles } = acquire;
	const flags = argumentWith("flags", roles, call.args);
	if (flags !== null)
		return { argument: flags, ...valuesOf(unit, model, flags, depthLimit) };
	const write = argumentWith("write", roles, call.args);
	if (write === null) return { argument: null, ...anything };
	const force = argumentWith("force", roles, call.args);
	const parts = [
		truthAs(write, "FOLL_WRITE"),
		...(force === null ? [] : [truthAs(force, "FOLL_FORCE")]),
	];
	return { argument: write, ...parts.reduce(both) };
}

function truthAs(expression: Expression, flag: string): Values {
	const value =
		expression.kind === "number"
			? expression.value
			: expression.kind === "identifier" &&
					/^(true|FOLL_\w+)$/.test(expression.name)
				? 1
				: expression.kind === "identifier" && expression.name === "false"
					? 0
					: null;
	if (value === null)
		return { always: new Set(), maybe: new Set([flag]), open: false };
	return value === 0 ? nothing : only(flag);
}

function only(flag: string): Values {
	return { always: new Set([flag]), maybe: new Set([flag]), open: false };
}

/** a | b */
function both(a: Values, b: Values): Values {
	return {
		always: new Set([...a.always, ...b.always]),
		maybe: new Set([...a.maybe, ...b.maybe]),
		open: a.open || b.open,
	};
}

/** a or b, one of them. */
function either(a: Values, b: Values): Values {
	return {
		always: new Set([...a.always].filter((flag) => b.always.has(flag))),
		maybe: new Set([...a.maybe, ...b.maybe]),
		open: a.open || b.open,
	};
}

function valuesOf(
	unit: Unit,
	model: FunctionModel,
	expression: Expression,
	depth: number,
): Values {
	if (depth === 0) return anything;
	const inside = (part: Expression): Values =>
		valuesOf(unit, model, part, depth);
	switch (expression.kind) {
		case "number":
			return expression.value === 0 ? nothing : anything;
		case "cast":
			return inside(expression.operand);
		case "conditional":
			return expression.whenTrue === null
				? anything
				: either(inside(expression.whenTrue), inside(expression.whenFalse));
		case "binary":
			return expression.op === "|"
				? both(inside(expression.left), inside(expression.right))
				: anything;
		case "identifier":
			if (/^FOLL_/.test(expression.name)) return only(expression.name);
			if (!model.types.has(expression.name))
				return ofMacro(unit, expression.name);
			return ofVariable(unit, model, expression.name, depth);
		default:
			return anything;
	}
}

/** `#define MY_FLAGS (FOLL_WRITE | FOLL_LONGTERM)` in this file. */
function ofMacro(unit: Unit, name: string): Values {
	const macro = unit.view.macros.find(
		(entry) => entry.name === name && entry.parameters === null,
	);
	const parts = macro?.body.replace(/[()\s]/g, "").split("|") ?? [];
	if (!parts.every((part) => /^(0|FOLL_\w+)$/.test(part))) return anything;
	if (parts.length === 0) return anything;
	return parts
		.map((part) => (part === "0" ? nothing : only(part)))
		.reduce(both);
}

function ofVariable(
	unit: Unit,
	model: FunctionModel,
	name: string,
	depth: number,
): Values {
	const given = callIndexOf(unit).assignments.filter(
		(entry) =>
			entry.model === model &&
			entry.target.kind === "identifier" &&
			entry.target.name === name,
	);
	const index = model.parameters.indexOf(name);
	const whole = given
		.filter(({ op }) => op === "=")
		.map(({ value }) => valuesOf(unit, model, value, depth - 1));
	if (index >= 0) whole.push(ofParameter(unit, model, index, depth));
	if (whole.length === 0) return anything;
	let values = whole.reduce(either);
	for (const { op, value } of given) {
		if (op === "=") continue;
		values =
			op === "|="
				? either(values, both(values, valuesOf(unit, model, value, depth - 1)))
				: { always: new Set(), maybe: values.maybe, open: values.open };
	}
	return values;
}

function ofParameter(
	unit: Unit,
	model: FunctionModel,
	index: number,
	depth: number,
): Values {
	if (!model.syntax.isStatic || isUsedAsValue(unit, model.name))
		return anything;
	const calls = callIndexOf(unit).byName.get(model.name) ?? [];
	const outlines = unit.view.functions.filter(
		(outline) =>
			outline.name !== model.name && outline.identifiers.has(model.name),
	);
	if (outlines.some((outline) => !unit.functions.has(outline.name)))
		return anything;
	const values = calls.map((entry) => {
		const argument = entry.call.args[index];
		return argument === undefined
			? anything
			: valuesOf(unit, entry.model, argument, depth - 1);
	});
	return values.length === 0 ? anything : values.reduce(either);
}
