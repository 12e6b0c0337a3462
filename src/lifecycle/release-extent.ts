// Which pages a release call lets go of: one page, so many entries of an array, or what a loop runs over.

import { isUnsigned } from "#csource/integer-type.ts";
import type { Expression, Extent, Statement } from "#csource/syntax.ts";
import { substatementsOf, visitExpression } from "#csource/walk.ts";
import type { FunctionModel, Unit } from "./function-model.ts";
import type { ReleaseSummary } from "./function-summary.ts";
import type { CallExpression, HoldGraph, ReleaseCall } from "./hold-graph.ts";
import { calleeName, isNull, isTransparent } from "./kernel-idioms.ts";
import { pathText, rootVariable } from "./place.ts";
import { pageArgumentOf } from "./roles.ts";

export interface ReleaseExtent {
	/** The call in the function that is looked at: the release itself, or a helper of the unit that releases. */
	readonly call: CallExpression;
	/** What the pages are read from: `pages`, `obj->pages`, or the page itself. */
	readonly array: Expression;
	/** Where one entry of the array is released; null for a page that is in no array, and for many entries. */
	readonly index: Expression | null;
	/** How many entries; null for one page. Of a loop: its value when the loop is entered. */
	readonly count: Expression | null;
	/** Added to the count: 1 for `i <= n`. */
	readonly extra: number;
	/** First entry; null where it is 0. */
	readonly first: Expression | null;
	/** The condition of the loop that releases entry by entry, null for one call for all. */
	readonly loopTest: Expression | null;
	/** Entries that are NULL are left out. */
	readonly skipsNull: boolean;
	/** Tests in a helper, all of which must be true. */
	readonly guards: readonly Expression[];
	/** A helper that also changes the array or the count it was told of: nothing is known of them afterwards. */
	readonly resets: boolean;
	/** A negative count runs over memory behind the array: it is passed on as unsigned, or counted down to. */
	readonly negativeIsHuge: boolean;
}

type Loop = Statement & { readonly kind: "for" | "while" | "do" };
type Test = Statement & { readonly kind: "if" };

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

/** Everything a local is set to. */
export function valuesOf(
	model: FunctionModel,
	name: string,
): readonly Expression[] {
	const found: Expression[] = [];
	const visit = (statement: Statement): void => {
		if (statement.kind === "declaration")
			for (const { name: declared, initial } of statement.declarators)
				if (declared === name && initial !== null) found.push(initial);
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	for (const { target, value } of model.assignments)
		if (target.kind === "identifier" && target.name === name) found.push(value);
	return found;
}

interface Around {
	/** The innermost loop. */
	readonly loop: Loop | null;
	/** The tests inside it: those that the call stands below, and those that may leave a round early. */
	readonly tests: readonly Test[];
}

function enclosing(model: FunctionModel, call: CallExpression): Around {
	let loop: Loop | null = null;
	const visit = (statement: Statement): void => {
		if (statement.start > call.start || call.start >= statement.end) return;
		if (
			statement.kind === "for" ||
			statement.kind === "while" ||
			statement.kind === "do"
		)
			loop = statement;
		// A macro that iterates runs for entries that are not counted here.
		if (statement.kind === "macro-block" && statement.loops) loop = null;
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(model.syntax.body);
	const found = loop as Loop | null;
	return { loop: found, tests: found === null ? [] : testsIn(found, call) };
}

function testsIn(loop: Loop, call: CallExpression): readonly Test[] {
	const tests: Test[] = [];
	const visit = (statement: Statement): void => {
		if (statement.kind === "if") {
			const around = statement.start <= call.start && call.end <= statement.end;
			if (around || (statement.end <= call.start && leavesRound(statement)))
				tests.push(statement);
		}
		for (const child of substatementsOf(statement)) visit(child);
	};
	visit(loop.body);
	return tests;
}

function leavesRound(statement: Statement): boolean {
	return (
		/^(break|continue|goto|return)$/.test(statement.kind) ||
		substatementsOf(statement).some(leavesRound)
	);
}

/** The test decides whether this entry is released. */
function speaksOf(
	statement: Test,
	array: Expression,
	variable: string | null,
	call: CallExpression,
): boolean {
	const { test } = statement;
	// `if (unpin(pages[i])) …`: the release itself is tested.
	if (test.start <= call.start && call.end <= test.end) return false;
	if (!asksForNull(test)) return false;
	const wanted = pathText(array);
	let found = false;
	visitExpression(test, (part) => {
		if (part.kind === "identifier" && part.name === variable) found = true;
		if (part.kind === "index" && pathText(part.object) === wanted) found = true;
		return !found;
	});
	return found;
}

/** Whether something is there; another question sorts the pages, and then each of two releases in a loop has its own. */
function asksForNull(test: Expression): boolean {
	switch (test.kind) {
		case "identifier":
		case "member":
		case "index":
			return true;
		case "cast":
			return asksForNull(test.operand);
		case "unary":
			return test.op === "!" && asksForNull(test.operand);
		case "binary": {
			const { op, left, right } = test;
			if (op === "&&" || op === "||")
				return asksForNull(left) && asksForNull(right);
			if (op !== "==" && op !== "!=") return false;
			if (isNull(right)) return asksForNull(left);
			return isNull(left) && asksForNull(right);
		}
		case "call": {
			const name = calleeName(test);
			const [first] = test.args;
			return (
				name !== null &&
				first !== undefined &&
				(/^IS_ERR(_OR_NULL)?$/.test(name) || isTransparent(name)) &&
				asksForNull(first)
			);
		}
		default:
			return false;
	}
}

type Rounds = Pick<
	ReleaseExtent,
	"count" | "extra" | "first" | "loopTest" | "negativeIsHuge"
>;

/** Over which entries a loop runs; null where its condition or step is of another form. */
function roundsOf(
	loop: Loop,
	index: Expression,
	variable: string | null,
): Rounds | null {
	const { test } = loop;
	if (test === null || variable === null) return null;
	if (loop.kind === "for" && !stepsByOne(loop.update)) return null;
	const first = firstOf(loop, variable);
	const up = (count: Expression, extra: number): Rounds => ({
		count,
		extra,
		first,
		loopTest: test,
		negativeIsHuge: false,
	});
	const down = (count: Expression, extra: number): Rounds => ({
		count,
		extra,
		first: null,
		loopTest: test,
		negativeIsHuge: true,
	});
	if (test.kind === "update")
		return pathText(test.operand) === variable &&
			test.op === "--" &&
			!test.prefix
			? down(test.operand, 0)
			: null;
	if (test.kind !== "binary") {
		const counts = pathText(test) === variable && index.kind === "update";
		return counts && index.op === "--" && index.prefix ? down(test, 0) : null;
	}
	const { op, left, right } = test;
	if (pathText(left) === variable) {
		if (op === "<" || op === "!=") {
			if (op === "!=" && index.kind === "update" && index.op === "--")
				return null;
			return up(right, 0);
		}
		if (op === "<=") return up(right, 1);
		const start = loop.kind === "for" ? startOf(loop, variable) : left;
		const downwards = loop.kind === "for" && stepsDown(loop.update);
		if (!downwards || start === null) return null;
		if (op === ">=" && right.kind === "number" && right.value === 0)
			return down(start, 1);
		if (op === ">" && right.kind === "unary" && right.op === "-")
			return down(start, 1);
		return null;
	}
	if (pathText(right) === variable && op === ">") return up(left, 0);
	if (left.kind === "update" && pathText(left.operand) === variable) {
		const zero = right.kind === "number" && right.value === 0;
		if (left.op !== "--" || !zero) return null;
		if (!left.prefix && /^(>|!=)$/.test(op))
			return { ...down(left.operand, 0), negativeIsHuge: op === "!=" };
		if (left.prefix && op === ">=")
			return { ...down(left.operand, 0), negativeIsHuge: false };
	}
	return null;
}

function stepsByOne(update: Expression | null): boolean {
	if (update === null) return true;
	if (update.kind === "comma")
		return stepsByOne(update.left) && stepsByOne(update.right);
	return update.kind === "update";
}

function stepsDown(update: Expression | null): boolean {
	return update?.kind === "update" && update.op === "--";
}

function startOf(loop: Loop, variable: string): Expression | null {
	if (loop.kind !== "for" || loop.initial === null) return null;
	const { initial } = loop;
	if (initial.kind === "declaration")
		return (
			initial.declarators.find(({ name }) => name === variable)?.initial ?? null
		);
	if (initial.kind !== "expression") return null;
	let found: Expression | null = null;
	visitExpression(initial.expression, (part) => {
		if (part.kind === "assign" && pathText(part.target) === variable)
			found = part.value;
		return true;
	});
	return found;
}

/** null for a loop that begins at 0; the variable itself where nothing in the loop sets it. */
function firstOf(loop: Loop, variable: string): Expression | null {
	const start = startOf(loop, variable);
	if (start === null)
		return {
			kind: "identifier",
			name: variable,
			start: loop.start,
			end: loop.start,
		};
	return start.kind === "number" && start.value === 0 ? null : start;
}

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

function substituteExtent(
	model: FunctionModel,
	call: CallExpression,
	extent: ReleaseExtent,
): ReleaseExtent | null {
	const array = substitute(model, call, extent.array);
	const count =
		extent.count === null ? null : substitute(model, call, extent.count);
	const index =
		extent.index === null ? null : substitute(model, call, extent.index);
	const first =
		extent.first === null ? null : substitute(model, call, extent.first);
	if (
		array === null ||
		(count === null) !== (extent.count === null) ||
		(index === null) !== (extent.index === null) ||
		(first === null) !== (extent.first === null)
	)
		return null;
	const guards = extent.guards.map((guard) => substitute(model, call, guard));
	if (guards.some((guard) => guard === null)) return null;
	return {
		...extent,
		array,
		count,
		index,
		first,
		guards: guards.filter((guard) => guard !== null),
	};
}

/** An expression over parameters, with the arguments of a call put in; null where it asks for anything else. */
function substitute(
	model: FunctionModel,
	call: CallExpression,
	expression: Expression,
): Expression | null {
	const inner = (part: Expression): Expression | null =>
		substitute(model, call, part);
	switch (expression.kind) {
		case "number":
			return expression;
		case "identifier": {
			if (expression.name === "NULL") return expression;
			const index = model.parameters.indexOf(expression.name);
			const argument = call.args[index];
			const changes = model.assignments.some(
				({ target }) =>
					target.kind === "identifier" && target.name === expression.name,
			);
			return index < 0 || argument === undefined || changes ? null : argument;
		}
		case "member": {
			const object = inner(expression.object);
			if (object === null) return null;
			return {
				...expression,
				object: object.kind === "address" ? object.operand : object,
			};
		}
		case "cast":
		case "unary": {
			const operand = inner(expression.operand);
			return operand === null ? null : { ...expression, operand };
		}
		case "binary": {
			const [left, right] = [inner(expression.left), inner(expression.right)];
			return left === null || right === null
				? null
				: { ...expression, left, right };
		}
		default:
			return null;
	}
}

/** The paths whose change makes the extent speak of something else. */
export function pathsOf(extent: ReleaseExtent): readonly string[] {
	return [extent.array, extent.index].flatMap((part) => {
		if (part === null) return [];
		const path = pathText(part) ?? rootVariable(part);
		return path === null ? [] : [path];
	});
}
