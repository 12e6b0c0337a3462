// A page that is marked dirty just before it is let go: both are one call of the newer API.

import { dirties } from "#catalog/catalog.ts";
import { conjuncts } from "#csource/conjuncts.ts";
import type { Expression, Statement } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { isPure, operandText, plainText } from "./expression-text.ts";
import { soleStatement } from "./statement-path.ts";

export interface DirtyBefore {
	readonly statement: Statement;
	/** When the page is marked: `true`, or a condition in C. */
	readonly when: string;
	/** The marking takes the page lock, so it may sleep already. */
	readonly sleeps: boolean;
	/** What the condition is made of; empty for always. */
	readonly conditions: readonly Expression[];
}

const markers = new Map(
	dirties
		.filter(({ takes }) => takes === "page")
		.map(({ name, locking }) => [name, locking]),
);

/** Tests of the page itself that the dirtying call makes by itself, or that hold for every page of user space. */
const idleTests = /^(PageReserved|PageDirty)$/;

/** null where the statement does anything but mark this page. */
export function dirtyIn(
	text: string,
	statement: Statement,
	page: string,
	resolve: (name: string) => string,
): DirtyBefore | null {
	if (statement.kind === "if") {
		if (statement.otherwise !== null) return null;
		const inner = dirtyIn(text, soleStatement(statement.then), page, resolve);
		if (inner === null) return null;
		const parts = conjuncts(statement.test).filter(
			(part) => !isIdleTest(text, part, page),
		);
		if (!parts.every((part) => isPure(part))) return null;
		const wanted = [
			...parts.map((part) =>
				parts.length === 1 && inner.when === "true"
					? plainText(text, part)
					: operandInAnd(text, part),
			),
			...(inner.when === "true" ? [] : [inner.when]),
		];
		return {
			statement,
			when: wanted.length === 0 ? "true" : wanted.join(" && "),
			sleeps: inner.sleeps,
			conditions: [...parts, ...inner.conditions],
		};
	}
	const call = statement.kind === "expression" ? statement.expression : null;
	if (call?.kind !== "call") return null;
	const name = calleeName(call);
	const [argument] = call.args;
	const locking = name === null ? undefined : markers.get(resolve(name));
	if (locking === undefined || argument === undefined) return null;
	return plainText(text, argument) === page
		? {
				statement,
				when: "true",
				sleeps: locking === "lock",
				conditions: [],
			}
		: null;
}

/** The condition as text, without tests of the page that the dirtying call makes by itself. */
export function conditionText(
	text: string,
	test: Expression,
	page: string,
): string {
	const parts = conjuncts(test).filter((part) => !isIdleTest(text, part, page));
	const [only] = parts;
	if (only !== undefined && parts.length === 1) return plainText(text, only);
	return parts.length === 0
		? "true"
		: parts.map((part) => operandInAnd(text, part)).join(" && ");
}

function operandInAnd(text: string, part: Expression): string {
	const isLow =
		part.kind === "binary" ? part.op === "||" : part.kind === "conditional";
	return isLow ? operandText(text, part) : plainText(text, part);
}

/** `!PageReserved(page)`, `!PageDirty(page)` */
function isIdleTest(text: string, part: Expression, page: string): boolean {
	if (part.kind !== "unary" || part.op !== "!") return false;
	const { operand } = part;
	const name = calleeName(operand);
	const argument = operand.kind === "call" ? operand.args[0] : undefined;
	return (
		name !== null &&
		idleTests.test(name) &&
		argument !== undefined &&
		plainText(text, argument) === page
	);
}

/** Whether an expression depends on any of these names. */
export function dependsOn(
	expressions: readonly Expression[],
	names: readonly string[],
): boolean {
	let found = false;
	for (const expression of expressions)
		visitExpression(expression, (part) => {
			if (part.kind === "identifier" && names.includes(part.name)) found = true;
			return !found;
		});
	return found;
}
