// PF505: a length of 64 bits becomes a number of pages of 32 bits or fewer, and nothing limits it.
//
// The count is followed back through variables, parameters and one function that computes it: each of a narrow type, made
// in the end from parameters, variables or fields of a wide type that no test limits on the way. Errs: misses counts that
// pass through fields or a product, and limits that are set elsewhere.

import type { Expression, Statement } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import {
	type CountOrigin,
	callsOf,
	countOriginsOf,
} from "#lifecycle/counts/count-origins.ts";
import { isNarrow, isWide } from "#lifecycle/counts/count-width.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { typeOf } from "#lifecycle/place.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { FunctionModel, Unit } from "#lifecycle/unit/function-model.ts";
import type { Check, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkNarrowCount: Check = ({ unit, sites }) =>
	sites.flatMap((site) => judge(unit.unit, site) ?? []);

function judge(unit: Unit, { acquire }: FollowedSite): DraftFinding | null {
	const { model, call, roles, holdsNothing } = acquire;
	const count = argumentWith("count", roles, call.args);
	if (holdsNothing || count?.kind !== "identifier") return null;
	for (const origin of countOriginsOf(unit, model, count, call.start)) {
		const cut = cutAt(unit, origin);
		if (cut === null) continue;
		const { name, model: owner } = origin.steps.at(-1) ?? {
			name: count.name,
			model,
		};
		const type = owner.types.get(name);
		return draftFinding({
			code: "PF505",
			confidence: "likely",
			model,
			at: call.start,
			message: `${acquire.name}() is asked for ${count.name} pages, which is ${type?.base ?? "narrow"} but comes from ${cut.from}, which is wider: taken to come from user space without a limit, it wraps`,
			notes: [{ at: cut.at, message: "cut to the narrow type here" }],
			acquire: call.start,
		});
	}
	return null;
}

interface Cut {
	readonly at: number;
	/** The wide name. */
	readonly from: string;
}

function cutAt(unit: Unit, { model, value, steps }: CountOrigin): Cut | null {
	const narrow = steps.every((step) => {
		const type = step.model.types.get(step.name);
		return (
			type !== undefined &&
			isNarrow(type) &&
			!namesLimited(step.model, step.before).has(step.name)
		);
	});
	if (!narrow) return null;
	const before = steps.at(-1)?.before ?? value.start;
	const home = steps.at(-1)?.model === model ? before : value.end;
	const own = wideNameIn(unit, model, value, home);
	if (own !== null) return { at: value.start, from: own };
	const written = value.kind === "call" ? calleeName(value) : null;
	const helper =
		written === null ? undefined : unit.functions.get(unit.resolve(written));
	if (helper === undefined || !isNarrow(helper.syntax.returnType)) return null;
	const limited = namesLimited(model, home);
	if (namesIn(value).some((name) => limited.has(name))) return null;
	const results: Expression[] = [];
	visitStatement(helper.syntax.body, (statement) => {
		if (statement.kind === "return" && statement.value !== null)
			results.push(statement.value);
	});
	const [result, ...others] = results;
	if (result === undefined || others.length > 0) return null;
	const inside = wideNameIn(unit, helper, result, result.start);
	return inside === null ? null : { at: result.start, from: inside };
}

/** The name of a wide type that pages are counted from; null where there is none, or a test limits it. */
function wideNameIn(
	unit: Unit,
	model: FunctionModel,
	value: Expression,
	before: number,
): string | null {
	if (!divides(value)) return null;
	const names = namesIn(value);
	const limited = namesLimited(model, before);
	if (names.some((name) => limited.has(name))) return null;
	return (
		names.find(
			(name) =>
				isWideParameter(model, name) && !isLimitedByCallers(unit, model, name),
		) ??
		(model.syntax.isStatic
			? (names.find((name) => isFromWide(unit, model, name)) ?? null)
			: null)
	);
}

/** A local of a wide type that is computed from a parameter, or read from an object that a parameter points to. */
function isFromWide(unit: Unit, model: FunctionModel, name: string): boolean {
	const type = model.types.get(name);
	if (type === undefined || !isWide(type) || model.parameters.includes(name))
		return false;
	let found = false;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const declarator of statement.declarators) {
			if (declarator.name !== name || declarator.initial === null) continue;
			visitExpression(declarator.initial, (part) => {
				if (part.kind === "identifier" && part.name !== name)
					found ||=
						isWideParameter(model, part.name) ||
						isFromWide(unit, model, part.name);
				if (part.kind === "member") {
					const own = typeOf(unit, model, part);
					found ||= own !== null ? isWide(own) : /len$|size$/.test(part.field);
				}
				return true;
			});
		}
	});
	return found;
}

/** Every caller in the unit has compared what it gives, or gives a constant. */
function isLimitedByCallers(
	unit: Unit,
	model: FunctionModel,
	name: string,
): boolean {
	const calls = callsOf(unit, model.name);
	return (
		calls.length > 0 &&
		calls.every(({ model: caller, call }) => {
			const given = call.args[model.parameters.indexOf(name)];
			if (given === undefined) return false;
			const limited = namesLimited(caller, call.start);
			const names = namesIn(given);
			return names.every((one) => limited.has(one));
		})
	);
}

function isWideParameter(model: FunctionModel, name: string): boolean {
	const type = model.types.get(name);
	return model.parameters.includes(name) && type !== undefined && isWide(type);
}

/** Names whose values make up the result; what a call makes of its arguments is not known, macros in capitals apart. */
function namesIn(value: Expression): readonly string[] {
	const names: string[] = [];
	visitExpression(value, (part) => {
		if (part.kind === "call") {
			const name = calleeName(part) ?? "";
			if (/^(offset_in_page|min|min_t|clamp)$/.test(name)) return false;
			if (!/^[A-Z_]+$/.test(name)) return false;
		}
		if (part.kind === "identifier" && /^[a-z]/.test(part.name))
			names.push(part.name);
		return true;
	});
	return names;
}

/** A length in bytes becomes pages. */
function divides(value: Expression): boolean {
	let found = false;
	visitExpression(value, (part) => {
		if (
			(part.kind === "binary" &&
				/^(>>|\/)$/.test(part.op) &&
				JSON.stringify(part.right).includes('"PAGE_S')) ||
			(part.kind === "call" &&
				/^(PFN_UP|PFN_DOWN|DIV_ROUND_UP|DIV_ROUND_UP_ULL)$/.test(
					calleeName(part) ?? "",
				))
		)
			found = true;
		return true;
	});
	return found;
}

/** Variables compared with something that decides, or checked by name, before an offset. */
function namesLimited(model: FunctionModel, before: number): Set<string> {
	const names = new Set<string>();
	const add = (expression: Expression): void =>
		visitExpression(expression, (part) => {
			if (part.kind === "identifier") names.add(part.name);
			return true;
		});
	const tests: Expression[] = [];
	visitStatement(model.syntax.body, (statement: Statement) => {
		if (statement.kind !== "if" || statement.start >= before) return;
		if (decides(statement)) tests.push(statement.test);
	});
	for (const test of tests)
		visitExpression(test, (part) => {
			if (part.kind === "binary" && /^[<>]=?$/.test(part.op)) add(part);
			if (part.kind === "call") for (const arg of part.args) add(arg);
			return true;
		});
	for (const expression of expressionsOf(model.syntax.body))
		visitExpression(expression, (part) => {
			if (part.kind !== "call" || part.start >= before) return true;
			if (
				/overflow|limit|check|valid|access_ok|min|clamp/.test(
					calleeName(part) ?? "",
				)
			)
				for (const arg of part.args) add(arg);
			return true;
		});
	return names;
}

/** Leaves, or sets what it compares: `if (left > 8) part = 8;` says nothing of how much is left. */
function decides(statement: Statement & { readonly kind: "if" }): boolean {
	const compared = new Set(namesIn(statement.test));
	let found = false;
	for (const branch of [statement.then, statement.otherwise]) {
		if (branch === null) continue;
		visitStatement(branch, (inner) => {
			if (/^(return|goto|break|continue)$/.test(inner.kind)) found = true;
		});
		for (const expression of expressionsOf(branch))
			visitExpression(expression, (part) => {
				if (
					part.kind === "assign" &&
					part.target.kind === "identifier" &&
					compared.has(part.target.name)
				)
					found = true;
				return !found;
			});
	}
	return found;
}
