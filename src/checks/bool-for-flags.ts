// PF405: a truth value or a direction where FOLL_ flags are expected, or flags where a truth value is.
//
// Reads the arguments with the signature of the kernel the code is for. Never reports a variable whose type and values say
// nothing.

import { findEntry } from "#catalog/catalog.ts";
import type { ArgumentRole } from "#catalog/entry.ts";
import { signatureFor } from "#catalog/signature-choice.ts";
import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { typeOf } from "#lifecycle/place.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

export const checkBoolForFlags: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site));

function judge(input: CheckInput, site: FollowedSite): readonly DraftFinding[] {
	const { call, model, name } = site.acquire;
	const roles = rolesOf(input, site);
	return roles.flatMap((role, index) => {
		const argument = call.args[index];
		if (argument === undefined) return [];
		const wrong =
			role === "flags"
				? notFlags(input, model, argument)
				: role === "write" || role === "force"
					? notTruth(argument, role)
					: null;
		if (wrong === null) return [];
		const kernel = targetKernelOf(input);
		const meant = role === "flags" ? "FOLL_ flags are" : "0 or 1 is";
		return [
			draftFinding({
				code: "PF405",
				severity: wrong.byLuck ? "warning" : "error",
				confidence: kernel.assumed && wrong.byLuck ? "likely" : "certain",
				model,
				at: argument.start,
				message: `${wrong.what} is passed to ${name}() where ${meant} expected${
					wrong.byLuck ? ": right only because FOLL_WRITE happens to be 1" : ""
				}; ${adviceFor(input, site)}`,
				acquire: call.start,
			}),
		];
	});
}

function rolesOf(
	input: CheckInput,
	site: FollowedSite,
): readonly ArgumentRole[] {
	const entry = findEntry(site.acquire.name);
	if (entry === null) return [];
	const kernel = targetKernelOf(input);
	const choice = signatureFor(
		entry,
		kernel.assumed ? null : kernel.version,
		site.acquire.call.args.length,
	);
	return choice.kind === "none" || choice.kind === "foreign"
		? []
		: choice.signature.parameters;
}

interface Wrong {
	readonly what: string;
	/** The value is 0 or 1, and 1 is FOLL_WRITE. */
	readonly byLuck: boolean;
}

function notFlags(
	input: CheckInput,
	model: FunctionModel,
	argument: Expression,
): Wrong | null {
	switch (argument.kind) {
		case "cast":
			return notFlags(input, model, argument.operand);
		case "number":
			if (argument.value === 0) return null;
			return { what: argument.text, byLuck: argument.value === 1 };
		case "unary":
			return argument.op === "!"
				? { what: "a truth value", byLuck: true }
				: null;
		case "binary":
			return /^(==|!=|<=?|>=?|&&|\|\|)$/.test(argument.op)
				? { what: "a truth value", byLuck: true }
				: null;
		case "identifier":
			if (argument.name === "true" || argument.name === "false")
				return { what: argument.name, byLuck: true };
			if (/^(PCI_)?DMA_(TO|FROM)?_?(DEVICE|BIDIR)/.test(argument.name))
				return { what: `the direction ${argument.name}`, byLuck: false };
			break;
	}
	return ofBoolType(input, model, argument);
}

function ofBoolType(
	input: CheckInput,
	model: FunctionModel,
	argument: Expression,
): Wrong | null {
	const type = typeOf(input.unit.unit, model, argument);
	if (type === null || type.pointers + type.arrays > 0) return null;
	if (type.base === "bool" || type.base === "_Bool")
		return { what: "a bool", byLuck: true };
	if (type.base === "enum dma_data_direction")
		return { what: "a DMA direction", byLuck: false };
	return null;
}

function notTruth(argument: Expression, role: "write" | "force"): Wrong | null {
	const names = flagNames(argument);
	const [first] = names;
	if (first === undefined) return null;
	const own = role === "write" ? "FOLL_WRITE" : "FOLL_FORCE";
	if (names.every((name) => name === own)) return null;
	return { what: names.join(" | "), byLuck: false };
}

function flagNames(expression: Expression): readonly string[] {
	switch (expression.kind) {
		case "identifier":
			return /^FOLL_/.test(expression.name) ? [expression.name] : [];
		case "binary":
			return [...flagNames(expression.left), ...flagNames(expression.right)];
		case "conditional":
			return [
				...(expression.whenTrue === null ? [] : flagNames(expression.whenTrue)),
				...flagNames(expression.whenFalse),
			];
		default:
			return [];
	}
}
