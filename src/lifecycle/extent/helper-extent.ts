// What a call of a function of the unit lets go of, in the words of the caller.

import { isUnsigned } from "#csource/integer-type.ts";
import type { Expression, Extent, Statement } from "#csource/syntax.ts";
import { substatementsOf } from "#csource/walk.ts";
import type { CallExpression, HoldGraph } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { pathText } from "../place.ts";
import type { ReleaseSummary } from "../summaries/function-summary.ts";
import type { FunctionModel, Unit } from "../unit/function-model.ts";
import { extentOf, type ReleaseExtent } from "./release-extent.ts";
import { substitute, substituteExtent } from "./substitute.ts";

/** The functions of the unit, with what they release. */
interface Helpers {
	readonly unit: Unit;
	readonly graph: HoldGraph;
	readonly releases: ReadonlyMap<string, ReleaseSummary>;
}

/** Deeper helpers than this are not looked into (may miss a wrong count). */
const helperDepth = 3;

/** What a call of a function of the unit releases of what it is given, in the words of the caller; null where that differs by path. */
export function helperExtent(
	context: Helpers,
	call: CallExpression,
	depth = helperDepth,
): ReleaseExtent | null {
	const written = calleeName(call);
	const name = written === null ? null : context.unit.resolve(written);
	const model = name === null ? undefined : context.unit.functions.get(name);
	if (model === undefined || depth === 0) return null;
	const inside = context.graph.releases
		.filter((release) => release.model === model)
		.map(extentOf);
	for (const inner of model.calls)
		if (context.unit.functions.has(calleeName(inner) ?? ""))
			if (releasesArguments(context, inner))
				inside.push(helperExtent(context, inner, depth - 1));
	const [first, ...others] = inside;
	if (first === undefined || first === null) return null;
	if (others.some((other) => other === null || !isSame(first, other)))
		return null;
	const substituted = substituteExtent(model, call, first);
	if (substituted === null) return null;
	const guards =
		others.length > 0
			? []
			: guardsOf(model, first).map(
					(test) => substitute(model, call, test) ?? unknownTest(test),
				);
	if (leavesBefore(model, first)) guards.push(unknownTest(model.syntax));
	return {
		...substituted,
		call,
		// The loop is the helper's: here it is one call for all.
		loopTest: null,
		guards: [...substituted.guards, ...guards],
		resets: first.resets || resetsArguments(model, first),
		negativeIsHuge: first.loopTest === null || isHuge(model, first),
	};
}

function releasesArguments(context: Helpers, call: CallExpression): boolean {
	const name = context.unit.resolve(calleeName(call) ?? "");
	const summary = context.releases.get(name);
	return (
		summary !== undefined && summary.parameters.size + summary.shared.size > 0
	);
}

/** Two releases on different paths of a helper that let go of the same entries. */
function isSame(a: ReleaseExtent, b: ReleaseExtent): boolean {
	const text = (expression: Expression | null): string | null =>
		expression === null
			? ""
			: expression.kind === "number"
				? expression.text
				: pathText(expression);
	const [array, count] = [text(a.array), text(a.count)];
	return (
		array !== null &&
		count !== null &&
		array === text(b.array) &&
		count === text(b.count) &&
		a.extra === b.extra &&
		a.first === b.first &&
		(a.index === null) === (b.index === null)
	);
}

/** `for (i = 0; i < n; i++)` with an unsigned n, and every loop that counts down to 0, run on for a negative count. */
function isHuge(model: FunctionModel, extent: ReleaseExtent): boolean {
	if (extent.negativeIsHuge) return true;
	const type =
		extent.count?.kind === "identifier"
			? model.types.get(extent.count.name)
			: undefined;
	return type !== undefined && isUnsigned(type);
}

/** Tests of if statements around the release that it stands in the first arm of. Other arms and switches: not followed. */
function guardsOf(
	model: FunctionModel,
	{ call, loopTest }: ReleaseExtent,
): Expression[] {
	const guards: Expression[] = [];
	const visit = (statement: Statement): void => {
		if (statement.start > call.start || call.start >= statement.end) return;
		if ("test" in statement && statement.test === loopTest) return;
		if (statement.kind === "if") {
			const { then, test } = statement;
			if (then.start <= call.start && call.start < then.end) guards.push(test);
			else if (test.end <= call.start) guards.push(unknownTest(test));
		}
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	return guards;
}

/** A test of which nothing can be said. */
function unknownTest({ start, end }: Extent): Expression {
	return { kind: "unknown", text: "", start, end };
}

/** Some paths of the helper go past the release. */
function leavesBefore(
	model: FunctionModel,
	{ call, loopTest }: ReleaseExtent,
): boolean {
	let found = false;
	const visit = (statement: Statement): void => {
		if (statement.start > call.start) return;
		if ("test" in statement && statement.test === loopTest) return;
		if (/^(return|goto)$/.test(statement.kind)) found = true;
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	return found;
}

function resetsArguments(model: FunctionModel, extent: ReleaseExtent): boolean {
	const paths = [extent.array, extent.count].map((part) =>
		part === null ? null : pathText(part),
	);
	return model.assignments.some(({ target }) => {
		const path = pathText(target);
		return target.kind === "member" && paths.includes(path);
	});
}
