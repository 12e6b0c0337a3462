// What a call that lets go becomes: one call of the newer API for the page, the array, or the loop over an array, the
// marking just before it included.

import type { Expression, Statement } from "#csource/syntax.ts";
import { atomicReasonAt } from "#lifecycle/context/atomic-functions.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import type { Unit } from "#lifecycle/unit/function-model.ts";
import { writtenCall } from "./arguments.ts";
import type { Edit } from "./conversion.ts";
import {
	conditionText,
	type DirtyBefore,
	dependsOn,
	dirtyIn,
} from "./dirty-before.ts";
import { isLvalue, plainText } from "./expression-text.ts";
import { columnAfter, indentAt, layOutCall } from "./layout.ts";
import { mayBeNegative } from "./negative-count.ts";
import { type PageRun, pageRunOf } from "./page-run.ts";
import { soleStatement, statementPath } from "./statement-path.ts";
import type { TargetApi } from "./target-api.ts";

export interface ReleaseContext {
	readonly unit: UnitContext;
	readonly target: TargetApi;
	/** Entries of the arrays may be NULL where the code lets go of them. */
	readonly mayHaveGaps: boolean;
	/** Offsets of releases whose number of pages may be negative: they are let go only if it is not. */
	readonly guarded: ReadonlySet<number>;
	/** The pages were written and nothing marks them: they are to be marked where they are let go of. A conversion leaves that. */
	readonly marks: boolean;
}

export type ReleaseEdit =
	| { readonly kind: "edits"; readonly edits: readonly Edit[] }
	/** A clause that says why not. */
	| { readonly kind: "cannot"; readonly reason: string };

/** What the statements [start, end) of a function are to be. */
interface Replacement {
	readonly start: number;
	readonly end: number;
	readonly call: "one" | "many" | "dirty" | "range";
	readonly args: readonly string[];
	/** When the pages are marked dirty; null: never. */
	readonly dirty: string | null;
	/** A condition around it. */
	readonly condition: string | null;
	/** The number of pages may be negative. */
	readonly guarded?: boolean;
	/** It speaks for other releases within it too. */
	readonly absorbs?: boolean;
}

const onePage = /^(put_page|put_user_page|page_cache_release|unpin_user_page)$/;
const manyPages = /^(release_pages|put_user_pages|unpin_user_pages)$/;
const manyDirty =
	/^(put_user_pages_dirty|put_user_pages_dirty_lock|unpin_user_pages_dirty_lock)$/;

export function editRelease(
	context: ReleaseContext,
	release: ReleaseCall,
): ReleaseEdit {
	const { view } = context.unit.unit;
	const { call, name, model } = release;
	const written = writtenCall(view.text, call);
	if (written === null || written.name !== name)
		return {
			kind: "cannot",
			reason: `${written?.name ?? "a macro"} stands for ${name}() here`,
		};
	if (name === "folio_put") return editFolio(context, release);
	const page = call.args[0];
	if (page === undefined || !(onePage.test(name) || isMany(name)))
		return {
			kind: "cannot",
			reason: `the pages are let go by ${name}(), which has no counterpart for pinned pages`,
		};
	const path = statementPath(model.syntax, call.start, call.end);
	const own = path.at(-1);
	const stands =
		own?.kind === "expression" && own.expression === call ? own : null;
	const found =
		stands === null
			? null
			: isMany(name)
				? arrayRelease(context, release, path, stands)
				: pageRelease(context, release, path, stands, page);
	if (found !== null) return write(context, release, found, path);
	// What is not a statement of its own, or is not understood, only changes its name.
	const becomes = renamed(context.target, name);
	return becomes === null
		? {
				kind: "cannot",
				reason: `${name}() stands where it cannot be replaced`,
			}
		: {
				kind: "edits",
				edits: [
					{
						start: written.nameStart,
						end: written.nameStart + written.name.length,
						text: becomes,
						what: `${name}() becomes ${becomes}()`,
						function: model.name,
					},
				],
			};
}

function isMany(name: string): boolean {
	return manyPages.test(name) || manyDirty.test(name);
}

function renamed(target: TargetApi, name: string): string | null {
	if (onePage.test(name)) return target.one;
	return /^(put_user_pages|unpin_user_pages)$/.test(name) ? target.many : null;
}

function editFolio(
	{ target, unit }: ReleaseContext,
	{ call, model }: ReleaseCall,
): ReleaseEdit {
	const argument = call.args[0];
	if (target.folio === null || argument === undefined)
		return {
			kind: "cannot",
			reason: `a folio is let go by folio_put(), and ${target.kernel} has no unpin_user_folio()`,
		};
	const text = `${target.folio}(${plainText(unit.unit.view.text, argument)}, 1)`;
	return {
		kind: "edits",
		edits: [
			{
				start: call.start,
				end: call.end,
				text,
				what: `folio_put() becomes ${target.folio}()`,
				function: model.name,
			},
		],
	};
}

/** put_page() of one page, perhaps in a loop over an array. */
function pageRelease(
	context: ReleaseContext,
	release: ReleaseCall,
	path: readonly Statement[],
	own: Statement,
	page: Expression,
): Replacement | null {
	const { unit } = context.unit;
	const { text } = unit.view;
	const dirty = dirtyBefore(context, release, path, own, page);
	const members = dirty === null ? [own] : [dirty.statement, own];
	const when = dirty?.when ?? whenUnmarked(context, release);
	const run = runAround(context, release, path, members, page, dirty);
	if (run !== null)
		return {
			start: run.loop.start,
			end: run.loop.end,
			call: run.shape === "page" ? "range" : when === null ? "many" : "dirty",
			args: [run.first, run.count],
			dirty: when,
			condition: run.condition,
			guarded:
				run.countOf !== null &&
				mayBeNegative(context.unit, release.model, run.countOf),
		};
	const start = members[0]?.start ?? own.start;
	if (when === null || (dirty === null && !isLvalue(page)))
		return {
			start,
			end: own.end,
			call: "one",
			args: [plainText(text, page)],
			dirty: null,
			condition: null,
		};
	if (!isLvalue(page)) return null;
	const needsTwo = !context.target.dirtyTakesFlag && when !== "true";
	if (needsTwo && path.at(-2)?.kind !== "block") return null;
	return {
		start,
		end: own.end,
		call: "dirty",
		args: [addressOf(text, page), "1"],
		dirty: when,
		condition: null,
	};
}

/** Pages that nothing marks are marked as they are let go of, where the code may sleep. */
function whenUnmarked(
	{ unit, marks }: ReleaseContext,
	{ model, call }: ReleaseCall,
): string | null {
	return marks && atomicReasonAt(unit.unit, model, call.start) === null
		? "true"
		: null;
}

function addressOf(text: string, page: Expression): string {
	return page.kind === "dereference"
		? plainText(text, page.operand)
		: `&${plainText(text, page)}`;
}

/** The statement before, if it marks this page and may be moved into a call that sleeps. */
function dirtyBefore(
	context: ReleaseContext,
	release: ReleaseCall,
	path: readonly Statement[],
	own: Statement,
	page: Expression,
): DirtyBefore | null {
	const { unit } = context.unit;
	const parent = path.at(-2);
	if (parent?.kind !== "block") return null;
	const before = parent.body[parent.body.indexOf(own) - 1];
	if (before === undefined) return null;
	const dirty = dirtyIn(
		unit.view.text,
		before,
		plainText(unit.view.text, page),
		unit.resolve,
	);
	if (dirty === null) return null;
	return maySleep(unit, release, dirty) ? dirty : null;
}

/** Nothing says that the code must not sleep here, or it does already. */
function maySleep(
	unit: Unit,
	{ model, call }: ReleaseCall,
	{ sleeps }: DirtyBefore,
): boolean {
	return sleeps || atomicReasonAt(unit, model, call.start) === null;
}

/** The loop around, if all that it does is this. */
function runAround(
	context: ReleaseContext,
	release: ReleaseCall,
	path: readonly Statement[],
	members: readonly Statement[],
	page: Expression,
	dirty: DirtyBefore | null,
): PageRun | null {
	const { text } = context.unit.unit.view;
	const outer = context.mayHaveGaps
		? { path, members }
		: beyondNullTest(text, path, members, page);
	const at = outer.path.length - 1;
	const inner = outer.path[at - 1];
	const block = inner?.kind === "block" ? inner : null;
	const loop = block === null ? inner : outer.path[at - 2];
	if (loop === undefined || (block !== null && !isBodyOf(loop, block)))
		return null;
	const others =
		block === null
			? []
			: block.body.filter(
					(statement) =>
						!outer.members.includes(statement) && statement.kind !== "empty",
				);
	const [definition, ...more] = others;
	if (more.length > 0) return null;
	const defined = definition === undefined ? page : definedAs(definition, page);
	const run = pageRunOf(
		text,
		release.model.syntax,
		loop,
		defined ?? page,
		defined === null ? (definition ?? null) : null,
	);
	if (run === null) return null;
	const changing = [run.counter, plainText(text, page)];
	if (dirty !== null && dependsOn(dirty.conditions, changing)) return null;
	if (run.shape === "pages") return run;
	return context.target.range !== null ? run : null;
}

/** `if (pages[i])` around them is left behind. */
function beyondNullTest(
	text: string,
	path: readonly Statement[],
	members: readonly Statement[],
	page: Expression,
): {
	readonly path: readonly Statement[];
	readonly members: readonly Statement[];
} {
	const same = { path, members };
	const inner = path.at(-2);
	const block = inner?.kind === "block" ? inner : null;
	const choice = block === null ? inner : path.at(-3);
	const isAlone =
		block === null ||
		block.body.every(
			(statement) => members.includes(statement) || statement.kind === "empty",
		);
	if (choice?.kind !== "if" || choice.otherwise !== null || !isAlone)
		return same;
	if (!isNullTest(text, choice.test, plainText(text, page))) return same;
	return {
		path: path.slice(0, path.indexOf(choice) + 1),
		members: [choice],
	};
}

/** `page`, `page != NULL`, `NULL != page` */
function isNullTest(text: string, test: Expression, page: string): boolean {
	if (test.kind !== "binary") return plainText(text, test) === page;
	if (test.op !== "!=") return false;
	const [left, right] = [test.left, test.right];
	return (
		(isNull(right) && plainText(text, left) === page) ||
		(isNull(left) && plainText(text, right) === page)
	);
}

function isBodyOf(loop: Statement, block: Statement): boolean {
	return (loop.kind === "for" || loop.kind === "while") && loop.body === block;
}

/** `struct page *page = pages[i];`, `page = pages[i];` */
function definedAs(definition: Statement, page: Expression): Expression | null {
	if (page.kind !== "identifier") return null;
	if (definition.kind === "declaration") {
		const [only, ...others] = definition.declarators;
		return only?.name === page.name && others.length === 0
			? only.initial
			: null;
	}
	const value = definition.kind === "expression" ? definition.expression : null;
	return value?.kind === "assign" &&
		value.op === "=" &&
		value.target.kind === "identifier" &&
		value.target.name === page.name
		? value.value
		: null;
}

/** release_pages() and its like, the loop that marks the pages before it included. */
function arrayRelease(
	context: ReleaseContext,
	release: ReleaseCall,
	path: readonly Statement[],
	own: Statement,
): Replacement | null {
	const { text } = context.unit.unit.view;
	const { call, name } = release;
	const [pages, count, flag] = call.args;
	if (pages === undefined || count === undefined) return null;
	const args = [plainText(text, pages), plainText(text, count)];
	if (manyDirty.test(name)) {
		const arms = bothArms(context, release, path, own);
		if (arms !== null) return arms;
		return {
			start: own.start,
			end: own.end,
			call: "dirty",
			args,
			dirty: flag === undefined ? "true" : plainText(text, flag),
			condition: null,
		};
	}
	const marked = markedBefore(context, release, path, own, args);
	const when = marked?.when ?? whenUnmarked(context, release);
	return {
		start: marked?.start ?? own.start,
		end: own.end,
		call: when === null ? "many" : "dirty",
		args,
		dirty: when,
		condition: null,
	};
}

/** `if (dirty) put_user_pages_dirty_lock(p, n); else put_user_pages(p, n);` is one call with the condition as argument. */
function bothArms(
	{ unit, target }: ReleaseContext,
	{ call }: ReleaseCall,
	path: readonly Statement[],
	own: Statement,
): Replacement | null {
	if (!target.dirtyTakesFlag || call.args.length !== 2) return null;
	const { text } = unit.unit.view;
	const choice = path.findLast((statement) => statement.kind === "if");
	if (choice?.kind !== "if" || choice.otherwise === null) return null;
	if (soleStatement(choice.then) !== own) return null;
	const other = soleStatement(choice.otherwise);
	const plain = other.kind === "expression" ? other.expression : null;
	if (
		plain?.kind !== "call" ||
		plain.callee.kind !== "identifier" ||
		!/^(put_user_pages?|unpin_user_pages?)$/.test(plain.callee.name)
	)
		return null;
	const args = call.args.map((arg) => plainText(text, arg));
	const others = plain.args.map((arg) => plainText(text, arg));
	const same =
		others.length === 2
			? others.join() === args.join()
			: args[1] === "1" &&
				(args[0] === `&${others[0]}` || others[0] === `*${args[0]}`);
	return same
		? {
				start: choice.start,
				end: choice.end,
				call: "dirty",
				args,
				dirty: conditionText(text, choice.test, `${others[0]}`),
				condition: null,
				absorbs: true,
			}
		: null;
}

/** `for (i = 0; i < n; i++) set_page_dirty_lock(pages[i]);` just before. */
function markedBefore(
	context: ReleaseContext,
	release: ReleaseCall,
	path: readonly Statement[],
	own: Statement,
	args: readonly string[],
): { readonly start: number; readonly when: string } | null {
	const { unit } = context.unit;
	const { text } = unit.view;
	const parent = path.at(-2);
	if (parent?.kind !== "block") return null;
	const before = parent.body[parent.body.indexOf(own) - 1];
	if (before === undefined) return null;
	const outer =
		before.kind === "if" && before.otherwise === null ? before : null;
	const loop = outer === null ? before : soleStatement(outer.then);
	if (loop.kind !== "for" && loop.kind !== "while") return null;
	const marking = soleStatement(loop.body);
	const page = markedPage(marking);
	if (page === null) return null;
	const dirty = dirtyIn(text, marking, plainText(text, page), unit.resolve);
	const run = pageRunOf(text, release.model.syntax, loop, page);
	if (dirty === null || run === null || run.condition !== null) return null;
	if (run.first !== args[0] || run.count !== args[1]) return null;
	if (dependsOn(dirty.conditions, [run.counter])) return null;
	if (!maySleep(unit, release, dirty)) return null;
	const tests = [
		...(outer === null ? [] : [plainText(text, outer.test)]),
		...(dirty.when === "true" ? [] : [dirty.when]),
	];
	return {
		start: before.start,
		when: tests.length === 0 ? "true" : tests.join(" && "),
	};
}

function markedPage(statement: Statement): Expression | null {
	if (statement.kind === "if") return markedPage(soleStatement(statement.then));
	const call = statement.kind === "expression" ? statement.expression : null;
	return call?.kind === "call" ? (call.args[0] ?? null) : null;
}

function write(
	context: ReleaseContext,
	release: ReleaseCall,
	replacement: Replacement,
	path: readonly Statement[],
): ReleaseEdit {
	const { view } = context.unit.unit;
	const { name, model } = release;
	const { start, end } = replacement;
	const called = calledName(context.target, replacement);
	const comments = commentsIn(view.original, view.text, start, end);
	const indent = indentAt(view.original, start);
	const lead = comments.map((comment) => `${comment}\n${indent}`).join("");
	const text = `${lead}${statementText(context, release, replacement, indent)}`;
	const braces = text.includes("\n")
		? null
		: bracesAround(view.original, replacement, path);
	return {
		kind: "edits",
		edits: [
			{
				start: braces?.start ?? start,
				end: braces?.end ?? end,
				text: braces === null ? text : `\n${indent}${text}`,
				what:
					start === release.call.start
						? `${name}() becomes ${called}()`
						: replacement.dirty === null
							? `a loop of ${name}() becomes ${called}()`
							: `marking dirty and ${name}() become ${called}()`,
				function: model.name,
				release: release.call.start,
				...(replacement.absorbs ? { absorbs: true as const } : {}),
			},
		],
	};
}

function calledName(target: TargetApi, replacement: Replacement): string {
	return replacement.call === "range"
		? (target.range ?? target.many)
		: target[replacement.call];
}

function statementText(
	context: ReleaseContext,
	release: ReleaseCall,
	{ call, args, dirty, condition, guarded = false }: Replacement,
	indent: string,
): string {
	const { target } = context;
	const count = args[1];
	const tests = [
		...(condition === null ? [] : [condition]),
		...((guarded || context.guarded.has(release.call.start)) &&
		count !== undefined
			? [`${count} > 0`]
			: []),
	];
	const inner = tests.length === 0 ? indent : `${indent}\t`;
	const plain = (
		name: string,
		given: readonly string[],
		place: string,
	): string => layOutCall(name, given, columnAfter(place), ";");
	const body = ((): string => {
		if (call === "one") return plain(target.one, args, inner);
		if (call === "range")
			return plain(target.range ?? "", [...args, dirty ?? "false"], inner);
		if (call === "many") return plain(target.many, args, inner);
		const when = dirty ?? "true";
		if (target.dirtyTakesFlag)
			return plain(target.dirty, [...args, when], inner);
		if (when === "true") return plain(target.dirty, args, inner);
		if (when === "false") return plain(target.many, args, inner);
		return `if (${when})\n${inner}\t${plain(target.dirty, args, `${inner}\t`)}\n${inner}else\n${inner}\t${plain(target.many, args, `${inner}\t`)}`;
	})();
	return tests.length === 0
		? body
		: `if (${tests.join(" && ")})\n${inner}${body}`;
}

/** Comments of what goes away stay, before what takes its place. */
function commentsIn(
	original: string,
	blanked: string,
	start: number,
	end: number,
): readonly string[] {
	const comments: string[] = [];
	const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
	pattern.lastIndex = start;
	for (
		let match = pattern.exec(original);
		match !== null && match.index < end;
		match = pattern.exec(original)
	)
		if (blanked.slice(match.index, match.index + 2).trim() === "")
			comments.push(
				reindented(
					match[0],
					indentAt(original, match.index),
					indentAt(original, start),
				),
			);
	return comments;
}

function reindented(comment: string, from: string, to: string): string {
	return comment
		.split("\n")
		.map((line, index) =>
			index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
		)
		.join("\n");
}

/** `{ … }` around what becomes one line goes with it, as checkpatch.pl asks; null where it must stay. */
function bracesAround(
	original: string,
	{ start, end }: Replacement,
	path: readonly Statement[],
): { readonly start: number; readonly end: number } | null {
	const at = path.findLastIndex(
		(statement) =>
			statement.start <= start &&
			end <= statement.end &&
			statement.kind === "block",
	);
	const block = path[at];
	const owner = path[at - 1];
	if (block?.kind !== "block" || owner === undefined) return null;
	const isAlone = block.body.every(
		(statement) =>
			statement.kind === "empty" ||
			(start <= statement.start && statement.end <= end),
	);
	const owns =
		(owner.kind === "if" && owner.otherwise === null && owner.then === block) ||
		((owner.kind === "for" || owner.kind === "while") && owner.body === block);
	if (!isAlone || !owns) return null;
	const around =
		original.slice(block.start + 1, start) + original.slice(end, block.end - 1);
	if (around.trim() !== "") return null;
	const before = original.slice(0, block.start).trimEnd().length;
	return { start: before, end: block.end };
}
