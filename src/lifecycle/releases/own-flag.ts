// Flags of an object by which the code itself tells whose pages are in it: `obj->pinned = true` behind the pin, and
// `if (obj->pinned)` before the release.

import { isWithin } from "#csource/extent.ts";
import type { Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "../function-context.ts";
import type { AcquireCall, ReleaseCall } from "../graph/hold-graph.ts";
import { isFalse } from "../kernel-idioms.ts";
import { type Place, placeOf } from "../place.ts";
import { callIndexOf } from "../unit/call-index.ts";
import { indexOf } from "../unit/unit-index.ts";

/**
 * The release stands behind a flag that is set behind this acquire and nowhere else: what is released is from it, whatever else
 * comes into the same field at other times. A flag that functions which are not read speak of is not taken for one.
 */
export function isBehindFlagOf(
	context: UnitContext,
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	return flagsBefore(context, release).some((flag) =>
		isSetBy(context, acquire, flag),
	);
}

/** Fields that are true where the release runs. */
function flagsBefore(
	{ unit }: UnitContext,
	{ model, call }: ReleaseCall,
): readonly Place[] {
	const flags: Place[] = [];
	const add = (test: Expression, truth: boolean): void => {
		if (test.kind === "unary" && test.op === "!") add(test.operand, !truth);
		else if (test.kind === "binary" && test.op === (truth ? "&&" : "||")) {
			add(test.left, truth);
			add(test.right, truth);
		} else if (truth && test.kind === "member") {
			const place = placeOf(unit, model, test);
			if (place !== null) flags.push(place);
		}
	};
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if") return;
		const { test, then, otherwise } = statement;
		if (isWithin(call, then)) add(test, true);
		else if (otherwise !== null && isWithin(call, otherwise)) add(test, false);
	});
	return flags;
}

function isSetBy(
	context: UnitContext,
	acquire: AcquireCall,
	flag: Place,
): boolean {
	const { unit } = context;
	const sets = callIndexOf(unit).assignments.filter(
		({ model, target, value }) =>
			!isFalse(value) && placeOf(unit, model, target) === flag,
	);
	const field = flag.slice(flag.lastIndexOf(".") + 1);
	const mentions = indexOf(context).mentioning(field);
	return (
		sets.length > 0 &&
		sets.every(
			({ model, target }) =>
				model === acquire.model && target.start > acquire.call.start,
		) &&
		mentions.every(({ name }) => unit.functions.has(name))
	);
}
