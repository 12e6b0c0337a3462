// What an acquire call becomes: the name, and the arguments as the target release wants them.

import { findFlag } from "#catalog/catalog.ts";
import type { ArgumentRole } from "#catalog/entry.ts";
import type { Expression } from "#csource/syntax.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import type { AcquireCall } from "#lifecycle/graph/hold-graph.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import { type WrittenCall, writtenCall } from "./arguments.ts";
import type { Edit } from "./conversion.ts";
import { plainText } from "./expression-text.ts";
import {
	columnAfter,
	columnAt,
	indentTo,
	layOutCall,
	lineLimit,
	lineStart,
} from "./layout.ts";
import { realigned } from "./realign.ts";
import { parametersOf, type TargetApi } from "./target-api.ts";

export type AcquireEdit =
	| { readonly kind: "edits"; readonly edits: readonly Edit[] }
	/** A clause that says why not. */
	| { readonly kind: "cannot"; readonly reason: string };

/** @param extra flags that the call is to pass besides its own */
export function editAcquire(
	context: UnitContext,
	acquire: AcquireCall,
	becomes: string,
	target: TargetApi,
	extra: readonly string[],
): AcquireEdit {
	const { view } = context.unit;
	const { call, name, roles } = acquire;
	const written = writtenCall(view.text, call);
	if (written === null || written.name !== name)
		return {
			kind: "cannot",
			reason: `${written?.name ?? "a macro"} stands for ${name}() here`,
		};
	const wanted = parametersOf(becomes, target.kernel);
	if (wanted === null || roles.length !== call.args.length)
		return {
			kind: "cannot",
			reason: `its arguments are those of no known ${name}()`,
		};
	const given = new Map<ArgumentRole, Argument>();
	roles.forEach((role, index) => {
		const expression = call.args[index];
		const extent = written.args[index];
		if (expression !== undefined && extent !== undefined)
			given.set(role, {
				expression,
				text: view.original.slice(extent.start, extent.end),
				plain: plainText(view.text, expression),
			});
	});
	const refusal = refusalOf(given, wanted);
	if (refusal !== null) return { kind: "cannot", reason: refusal };
	const texts = wanted.map((role) =>
		argumentText(role, given, extra, target.family),
	);
	return {
		kind: "edits",
		edits: [...editsFor(context, acquire, written, becomes, texts)],
	};
}

interface Argument {
	readonly expression: Expression;
	/** As written, comments and line ends included. */
	readonly text: string;
	readonly plain: string;
}

/** Arguments that the target has no place for must say nothing. */
function refusalOf(
	given: ReadonlyMap<ArgumentRole, Argument>,
	wanted: readonly ArgumentRole[],
): string | null {
	const vmas = given.get("vmas");
	if (
		vmas !== undefined &&
		!isNull(vmas.expression) &&
		!wanted.includes("vmas")
	)
		return "it asks for the vma beside the page, which no call gives any more";
	const mm = given.get("mm");
	if (mm !== undefined && !wanted.includes("mm") && mm.plain !== "current->mm")
		return "it names another address space, and the new call takes the caller's own";
	return null;
}

function argumentText(
	role: ArgumentRole,
	given: ReadonlyMap<ArgumentRole, Argument>,
	extra: readonly string[],
	family: TargetApi["family"],
): string {
	if (role === "flags") return flagsText(given, extra, family);
	const same = given.get(role);
	if (same !== undefined) return same.text;
	if (role === "task") return "current";
	if (role === "mm") return "current->mm";
	return "NULL";
}

function flagsText(
	given: ReadonlyMap<ArgumentRole, Argument>,
	extra: readonly string[],
	family: TargetApi["family"],
): string {
	const flags = given.get("flags");
	const parts: { text: string; isLow: boolean }[] = [];
	const truth = flags === undefined ? null : truthAsFlags(flags);
	if (truth !== null) {
		parts.push(...truth);
	} else if (flags !== undefined) {
		// A pin is no FOLL_GET: pin_user_pages*() warns and fails where both are asked for.
		const text = family === "pin" ? withoutForbidden(flags) : flags.text;
		if (text !== "0")
			parts.push({ text, isLow: flags.expression.kind === "conditional" });
	} else {
		const write = flagOf(given.get("write"), "FOLL_WRITE");
		const force = flagOf(given.get("force"), "FOLL_FORCE");
		for (const part of [write, force]) if (part !== null) parts.push(part);
	}
	const missing = extra.filter(
		(flag) => !parts.some(({ text }) => new RegExp(`\\b${flag}\\b`).test(text)),
	);
	for (const flag of missing) parts.push({ text: flag, isLow: false });
	if (parts.length === 0) return "0";
	return parts.length === 1
		? (parts[0]?.text ?? "0")
		: parts.map(({ text, isLow }) => (isLow ? `(${text})` : text)).join(" | ");
}

/** `a == b`, `!a`, `1`, `true` where flags are wanted. */
export function isTruthValue(expression: Expression): boolean {
	return (
		(expression.kind === "binary" &&
			/^(==|!=|<|>|<=|>=|&&|\|\|)$/.test(expression.op)) ||
		(expression.kind === "unary" && expression.op === "!") ||
		(expression.kind === "number" && expression.value === 1) ||
		(expression.kind === "identifier" && /^(true|false)$/.test(expression.name))
	);
}

/** A truth value where flags are wanted: what the callee takes for FOLL_WRITE by luck. null: flags. */
function truthAsFlags(
	flags: Argument,
): readonly { readonly text: string; readonly isLow: boolean }[] | null {
	if (!isTruthValue(flags.expression)) return null;
	const flag = flagOf(flags, "FOLL_WRITE");
	return flag === null ? [] : [flag];
}

/** Without what callers of the pin family must not pass: FOLL_GET, and what the calls set by themselves. */
function withoutForbidden({ text, plain }: Argument): string {
	if (/[()?]/.test(plain)) return text;
	const parts = text.split("|");
	const kept = parts.filter((part) => !isForbidden(part.trim()));
	if (kept.length === parts.length) return text;
	return kept.length === 0 ? "0" : kept.join("|").trim();
}

function isForbidden(flag: string): boolean {
	return flag === "FOLL_GET" || findFlag(flag)?.audience === "internal";
}

/** An int or bool of the old signature as a flag; null for a constant zero. */
function flagOf(
	argument: Argument | undefined,
	flag: string,
): { readonly text: string; readonly isLow: boolean } | null {
	if (argument === undefined) return null;
	const { expression, plain } = argument;
	const constant =
		expression.kind === "number"
			? expression.value
			: /^(true|FOLL_\w+)$/.test(plain)
				? 1
				: plain === "false"
					? 0
					: null;
	if (constant !== null)
		return constant === 0 ? null : { text: flag, isLow: false };
	if (
		expression.kind === "conditional" &&
		expression.whenTrue !== null &&
		/^(1|true)$/.test(textOf(expression.whenTrue)) &&
		/^(0|false)$/.test(textOf(expression.whenFalse))
	) {
		const test = plain.slice(0, expression.test.end - expression.start);
		return { text: `${test.trim()} ? ${flag} : 0`, isLow: true };
	}
	// `!!(vma->vm_flags & VM_WRITE)` is a truth value already: as a condition it needs no `!!`.
	const test = /^!!\((.*)\)$/.exec(plain)?.[1] ?? plain.replace(/^!!/, "");
	const needsParentheses = /^(conditional|assign|comma)$/.test(expression.kind);
	return {
		text: `${needsParentheses ? `(${test})` : test} ? ${flag} : 0`,
		isLow: true,
	};
}

function textOf(expression: Expression): string {
	return expression.kind === "number"
		? String(expression.value)
		: expression.kind === "identifier"
			? expression.name
			: "";
}

/** Edits of single tokens where the arguments stay in their places, else the whole call laid out anew. */
function editsFor(
	context: UnitContext,
	acquire: AcquireCall,
	written: WrittenCall,
	becomes: string,
	texts: readonly string[],
): readonly Edit[] {
	const { original } = context.unit.view;
	const before = written.args.map(({ start, end }) =>
		original.slice(start, end),
	);
	const what = describe(acquire.name, becomes);
	const edit = (start: number, end: number, text: string): Edit => ({
		start,
		end,
		text,
		what,
		function: acquire.model.name,
	});
	const { nameStart, name, open, close } = written;
	const rename =
		name === becomes ? [] : [edit(nameStart, nameStart + name.length, becomes)];
	const kept = texts.length === before.length;
	const changed = kept
		? texts.flatMap((text, index) => (text === before[index] ? [] : [index]))
		: null;
	if (changed !== null) {
		const edits = changed.flatMap((index) => {
			const extent = written.args[index];
			const text = texts[index];
			return extent === undefined || text === undefined
				? []
				: [edit(extent.start, extent.end, text)];
		});
		const moved = realigned(
			original,
			open,
			close,
			becomes.length - name.length,
		).map(({ start, end, text }) => edit(start, end, text));
		if (edits.length === 0 || fits(original, written, [...edits, ...moved]))
			return [...rename, ...edits, ...moved];
		const broken = edits.map((one) => brokenAtBar(original, one));
		if (
			hasComment(original, written) ||
			fits(original, written, [...broken, ...moved])
		)
			return [...rename, ...broken, ...moved];
	}
	// As many lines as are needed, the arguments in the order of the new signature.
	const column = columnAt(original, nameStart);
	const after = tailOf(original, close + 1);
	const whole = layOutCall(
		becomes,
		texts.map((text) => text.replace(/\s*\n\s*/g, " ")),
		column,
		after,
	);
	const text = whole.slice(0, whole.length - after.length);
	return [
		edit(
			nameStart,
			close + 1,
			hangs(original, open) ? hung(original, written, becomes, texts) : text,
		),
	];
}

function describe(name: string, becomes: string): string {
	return name === becomes
		? `${name}() gets its new arguments`
		: `${name}() becomes ${becomes}()`;
}

/** What follows the call at once on its line and must fit there: `;`, `) {`. */
function tailOf(original: string, from: number): string {
	return /^[^\s\w]*/.exec(original.slice(from, from + 8))?.[0] ?? "";
}

/** The first argument stands on the line after the parenthesis. */
function hangs(original: string, open: number): boolean {
	return /^[ \t]*\n/.test(original.slice(open + 1));
}

function hung(
	original: string,
	{ args, nameStart }: WrittenCall,
	becomes: string,
	texts: readonly string[],
): string {
	const first = args[0]?.start ?? nameStart;
	const column = columnAt(original, first);
	const laid = layOutCall(
		"",
		texts.map((text) => text.replace(/\s*\n\s*/g, " ")),
		column - 1,
	);
	const inner = laid
		.slice(1)
		.split("\n")
		.map((line) => line.trim())
		.join(`\n${indentTo(column)}`);
	return `${becomes}(\n${indentTo(column)}${inner}`;
}

/** `a | b` on two lines, the second under the first. */
function brokenAtBar(original: string, edit: Edit): Edit {
	const bar = edit.text.lastIndexOf(" | ");
	const before = original.slice(lineStart(original, edit.start), edit.start);
	if (bar < 0 || before.trim() !== "") return edit;
	const indent = indentTo(columnAt(original, edit.start));
	const text = `${edit.text.slice(0, bar)} |\n${indent}${edit.text.slice(bar + 3)}`;
	return { ...edit, text };
}

/** Comments between the arguments would be lost where the call is laid out anew: then a long line is the lesser evil. */
function hasComment(original: string, { open, close }: WrittenCall): boolean {
	return /\/\*|\/\//.test(original.slice(open, close));
}

function fits(
	original: string,
	{ nameStart, close }: WrittenCall,
	edits: readonly Edit[],
): boolean {
	const from = original.lastIndexOf("\n", nameStart) + 1;
	const to = original.indexOf("\n", close);
	let text = original.slice(from, to < 0 ? original.length : to);
	const old = Math.max(...text.split("\n").map((line) => columnAfter(line)));
	for (const { start, end, text: by } of [...edits].sort(
		(a, b) => b.start - a.start,
	))
		text = text.slice(0, start - from) + by + text.slice(end - from);
	return text
		.split("\n")
		.every((line) => columnAfter(line) <= Math.max(lineLimit, old));
}
