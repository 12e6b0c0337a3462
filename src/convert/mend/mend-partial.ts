// Pages that were got although fewer than asked for: the exit taken then lets go of them.

import { isSigned } from "#csource/integer-type.ts";
import type { Expression, Statement } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { UnitContext } from "#lifecycle/function-context.ts";
import type { AcquireCall } from "#lifecycle/graph/hold-graph.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { Edit } from "../conversion.ts";
import { mentionsName, plainText } from "../expression-text.ts";
import { columnAfter, indentAt, layOutCall } from "../layout.ts";
import { isTested } from "../negative-count.ts";
import { statementPath } from "../statement-path.ts";
import type { TargetApi } from "../target-api.ts";

/** The test of the result stands near its call. */
const nearby = 4;

/**
 * `ret = get_user_pages(…, n, …, pages); … if (ret != n) { …; goto out; }`: the release is put first into the branch. null
 * where the code has another shape. Whether the branch needs it is for the caller to know.
 */
export function mendPartial(
	context: UnitContext,
	acquire: AcquireCall,
	target: TargetApi,
): Edit | null {
	const { text, original } = context.unit.view;
	const { model, call, roles } = acquire;
	const path = statementPath(model.syntax, call.start, call.end);
	const own = path.at(-1);
	const block = path.at(-2);
	const result = own === undefined ? null : resultOf(own, call);
	const pages = argumentWith("pages", roles, call.args);
	if (block?.kind !== "block" || own === undefined || result === null)
		return null;
	const type = model.types.get(result);
	if (pages === null || type === undefined || !isSigned(type)) return null;
	const from = block.body.indexOf(own) + 1;
	const exit = block.body
		.slice(from, from + nearby)
		.flatMap(alternatives)
		.find((statement) => isShortExit(statement, result));
	if (exit === undefined) return null;
	const inside = `${indentAt(original, exit.start)}\t`;
	const guarded = !isTested(model, result, exit.start + 1);
	const place = guarded ? `${inside}\t` : inside;
	const args = [plainText(text, pages), result];
	const release = layOutCall(target.many, args, columnAfter(place), ";");
	const statement = guarded
		? `if (${result} > 0)\n${place}${release}`
		: release;
	const what = `the pages got are let go of where ${acquire.name}() gets fewer than asked for`;
	const edit = (start: number, end: number, by: string): Edit => ({
		start,
		end,
		text: by,
		what,
		function: model.name,
	});
	if (exit.then.kind !== "block") {
		const head = original.slice(0, exit.then.start).trimEnd().length;
		const then = original.slice(exit.then.start, exit.then.end);
		const outer = indentAt(original, exit.start);
		return edit(
			head,
			exit.then.end,
			` {\n${inside}${statement}\n${inside}${then}\n${outer}}`,
		);
	}
	const first = exit.then.body.find(({ kind }) => kind !== "declaration");
	return first === undefined
		? null
		: edit(first.start, first.start, `${statement}\n${inside}`);
}

/** The variable that is given what the call returns. */
function resultOf(own: Statement, call: Expression): string | null {
	if (own.kind === "expression" && own.expression.kind === "assign") {
		const { target, value, op } = own.expression;
		return value === call && op === "=" && target.kind === "identifier"
			? target.name
			: null;
	}
	if (own.kind !== "declaration") return null;
	return own.declarators.find(({ initial }) => initial === call)?.name ?? null;
}

type If = Statement & { readonly kind: "if" };

/** `if … else if … else if …` */
function alternatives(statement: Statement): readonly If[] {
	if (statement.kind !== "if") return [];
	const { otherwise } = statement;
	return [statement, ...(otherwise === null ? [] : alternatives(otherwise))];
}

/** `if (ret != n) … goto out;`, `if (ret < n) return …;`: not a test for an error alone. */
function isShortExit(statement: If, result: string): boolean {
	const { then, otherwise } = statement;
	if (otherwise !== null && then.kind !== "block") return false;
	const last = then.kind === "block" ? then.body.at(-1) : then;
	if (last?.kind !== "goto" && last?.kind !== "return") return false;
	let compares = false;
	visitExpression(statement.test, (part) => {
		if (
			part.kind === "binary" &&
			/^(!=|<)$/.test(part.op) &&
			mentionsName(part.left, result) &&
			part.right.kind !== "number"
		)
			compares = true;
		return true;
	});
	return compares;
}
