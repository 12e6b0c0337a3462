// PF505: a length of 64 bits, given to the function, becomes a number of pages of 32 bits or fewer, and nothing limits it.
//
// Reports only what one function shows: the count of its acquire is a variable of a narrow type, computed from parameters
// of a wide type that are compared with nothing. Misses counts that pass through fields, other functions or a product.

import type { CType, Expression, Statement } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { FunctionModel } from "#lifecycle/function-model.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { valuesOf } from "#lifecycle/release-extent.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { Check, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkNarrowCount: Check = ({ sites }) =>
	sites.flatMap((site) => judge(site) ?? []);

function judge({ acquire }: FollowedSite): DraftFinding | null {
	const { model, call, roles, holdsNothing } = acquire;
	const count = argumentWith("count", roles, call.args);
	if (holdsNothing || count?.kind !== "identifier") return null;
	const type = model.types.get(count.name);
	if (type === undefined || !isNarrow(type)) return null;
	const [value, ...others] = valuesOf(model, count.name);
	if (value === undefined || others.length > 0) return null;
	const lengths = namesIn(value).filter((name) => isWideParameter(model, name));
	if (lengths.length === 0 || !divides(value)) return null;
	const limited = namesLimited(model, call.start);
	if ([count.name, ...namesIn(value)].some((name) => limited.has(name)))
		return null;
	return draftFinding({
		code: "PF505",
		confidence: "likely",
		model,
		at: call.start,
		message: `${acquire.name}() is asked for ${count.name} pages, which is ${type.base} but comes from ${lengths[0]}, which is wider: taken to come from user space without a limit, it wraps`,
		notes: [{ at: value.start, message: "cut to the narrow type here" }],
		acquire: call.start,
	});
}

function isNarrow({ base, pointers, arrays }: CType): boolean {
	return (
		pointers + arrays === 0 &&
		/^(int|signed int|short|unsigned short|s?short int|u16|s16|s32|u8|s8)$/.test(
			base,
		)
	);
}

function isWideParameter(model: FunctionModel, name: string): boolean {
	const type = model.types.get(name);
	return (
		model.parameters.includes(name) &&
		type !== undefined &&
		type.pointers + type.arrays === 0 &&
		/^(size_t|unsigned long|u64|__u64|uint64_t|unsigned long long)$/.test(
			type.base,
		)
	);
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

/** Variables compared with something, or checked by name, before the acquire. */
function namesLimited(model: FunctionModel, before: number): Set<string> {
	const names = new Set<string>();
	const add = (expression: Expression): void =>
		visitExpression(expression, (part) => {
			if (part.kind === "identifier") names.add(part.name);
			return true;
		});
	const tests: Expression[] = [];
	visitStatement(model.syntax.body, (statement: Statement) => {
		if (statement.kind === "if" && statement.start < before)
			tests.push(statement.test);
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
