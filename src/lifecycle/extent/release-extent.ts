// Which pages a release call lets go of: one page, so many entries of an array, or what a loop runs over.

import type { Expression } from "#csource/syntax.ts";
import type { CallExpression, ReleaseCall } from "../graph/hold-graph.ts";
import { pathText, rootVariable } from "../place.ts";
import { pageArgumentOf } from "../roles.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { valuesOf } from "../unit/values-of.ts";
import { enclosing, type Loop, speaksOf } from "./enclosing-loop.ts";
import { type Rounds, roundsOf } from "./rounds-of.ts";

export interface ReleaseExtent extends Rounds {
	/** The call in the function that is looked at: the release itself, or a helper of the unit that releases. */
	readonly call: CallExpression;
	/** What the pages are read from: `pages`, `obj->pages`, or the page itself. */
	readonly array: Expression;
	/** Where one entry of the array is released; null for a page that is in no array, and for many entries. */
	readonly index: Expression | null;
	/** Entries that are NULL are left out. */
	readonly skipsNull: boolean;
	/** Tests in a helper, all of which must be true. */
	readonly guards: readonly Expression[];
	/** A helper that also changes the array or the count it was told of: nothing is known of them afterwards. */
	readonly resets: boolean;
}

/** null where it cannot be told. */
export function extentOf(release: ReleaseCall): ReleaseExtent | null {
	const { model, call, roles } = release;
	const argument = pageArgumentOf(roles, call.args);
	if (argument === null) return null;
	const around = enclosing(model, call);
	const base = {
		call,
		extra: 0,
		first: null,
		loopTest: null,
		skipsNull: false,
		guards: [],
		resets: false,
		negativeIsHuge: true,
	};
	const count = call.args[roles.indexOf("count")];
	if (count !== undefined)
		return { ...base, array: argument, index: null, count };
	if (!/^(page|folio)$/.test(release.entry.takes)) return null;
	const element = elementOf(model, argument, around.loop);
	if (element === null)
		return { ...base, array: argument, index: null, count: null };
	const { array, index } = element;
	const run =
		around.loop === null ? null : roundsOf(around.loop, index, element.text);
	if (run === null) return { ...base, array, index, count: null };
	const speaking = around.tests.filter((test) =>
		speaksOf(test, element.array, element.variable, call),
	);
	// Entries left out for another reason: how many are released is not known.
	if (
		around.tests.some(
			(test) => test.end > call.start && !speaking.includes(test),
		)
	)
		return null;
	return {
		...base,
		...run,
		array,
		index: null,
		skipsNull: speaking.length > 0,
	};
}

interface Element {
	readonly array: Expression;
	readonly index: Expression;
	/** The index as text, without its steps: `i` for `i++`. */
	readonly text: string | null;
	/** The local variable that the entry was read into. */
	readonly variable: string | null;
}

/** `pages[i]`, or a local that is only ever `pages[i]` in this loop. */
function elementOf(
	model: FunctionModel,
	argument: Expression,
	loop: Loop | null,
): Element | null {
	const direct = indexed(argument);
	if (direct !== null) return { ...direct, variable: null };
	if (argument.kind !== "identifier" || loop === null) return null;
	const values = valuesOf(model, argument.name).filter(
		({ start, end }) => loop.start <= start && end <= loop.end,
	);
	const [value, ...others] = values;
	if (value === undefined || others.length > 0) return null;
	const inner = indexed(value);
	return inner === null ? null : { ...inner, variable: argument.name };
}

function indexed(expression: Expression): Omit<Element, "variable"> | null {
	if (expression.kind === "cast") return indexed(expression.operand);
	if (expression.kind !== "index") return null;
	const { object, index } = expression;
	const stepped = index.kind === "update" ? index.operand : index;
	return { array: object, index, text: pathText(stepped) };
}

/** The paths whose change makes the extent speak of something else. */
export function pathsOf(extent: ReleaseExtent): readonly string[] {
	return [extent.array, extent.index].flatMap((part) => {
		if (part === null) return [];
		const path = pathText(part) ?? rootVariable(part);
		return path === null ? [] : [path];
	});
}
