// A call that lets go of an array of pages.

import type { Expression, Statement } from "#csource/syntax.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { conditionText, dependsOn, dirtyIn } from "../dirty-before.ts";
import { plainText } from "../expression-text.ts";
import { pageRunOf } from "../page-run.ts";
import { soleStatement } from "../statement-path.ts";
import { maySleep, whenUnmarked } from "./page-release.ts";
import {
	manyDirty,
	type ReleaseContext,
	type Replacement,
} from "./replacement.ts";

/** release_pages() and its like, the loop that marks the pages before it included. */
export function arrayRelease(
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
