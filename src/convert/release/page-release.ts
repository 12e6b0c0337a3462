// A call that lets go of one page, alone or in a loop over an array.

import type { Expression, Statement } from "#csource/syntax.ts";
import { atomicReasonAt } from "#lifecycle/context/atomic-functions.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import type { Unit } from "#lifecycle/unit/function-model.ts";
import { type DirtyBefore, dependsOn, dirtyIn } from "../dirty-before.ts";
import { isLvalue, plainText } from "../expression-text.ts";
import { mayBeNegative } from "../negative-count.ts";
import { type PageRun, pageRunOf } from "../page-run.ts";
import type { ReleaseContext, Replacement } from "./replacement.ts";

/** put_page() of one page, perhaps in a loop over an array. */
export function pageRelease(
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
export function whenUnmarked(
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
export function maySleep(
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
