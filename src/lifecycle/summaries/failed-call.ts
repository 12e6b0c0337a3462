// What a function does behind a call that has failed with an errno.

import type { Expression } from "#csource/syntax.ts";
import { contains, visitExpression } from "#csource/walk.ts";
import type { Cfg, CfgNode } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName, isTransparent } from "../kernel-idioms.ts";
import { compare, constant, negative, symbol } from "../paths/value.ts";

interface Step {
	readonly id: number;
	/** What is known of the variable that keeps the result: an errno, or nothing. */
	readonly failed: boolean;
}

/**
 * The first end of the function behind a failed call, where on no way from there anything could let the pages go, as
 * `mayLetGo` says of a node: a release behind a test is taken to be done whenever it is due. Null where something could.
 */
export function endBehindFailure(
	{ nodes }: Cfg,
	call: CallExpression,
	mayLetGo: (node: CfgNode) => boolean,
): CfgNode | null {
	const start = nodes.find((node) =>
		expressionsAt(node).some((part) => contains(part, call)),
	);
	if (start === undefined) return null;
	const result = resultOf(start, call);
	const seen = new Set<string>();
	let exit: CfgNode | null = null;
	const queue: Step[] = followersOf(start, result, call, true);
	for (const { id, failed } of queue) {
		const node = nodes[id];
		if (node === undefined || seen.has(`${id}${failed}`)) continue;
		seen.add(`${id}${failed}`);
		if (mayLetGo(node)) return null;
		if (node.action.kind === "return" || node.action.kind === "exit") {
			exit ??= node;
			continue;
		}
		const known = failed && !assigns(node, result);
		queue.push(...followersOf(node, known ? result : null, null, known));
	}
	return exit;
}

/** Ways on from a node; where the result is known to be an errno only those that it allows. */
function followersOf(
	node: CfgNode,
	result: string | null,
	call: CallExpression | null,
	failed: boolean,
): Step[] {
	const { action } = node;
	return node.successors.flatMap(({ to, label }) => {
		if (action.kind === "branch") {
			const truth = truthWhenFailed(action.test, result, call);
			if (truth !== null && truth !== (label.kind === "true")) return [];
		}
		return [{ id: to, failed }];
	});
}

/** What a test says of an errno in the variable or returned by the call; null where it asks for something else. */
function truthWhenFailed(
	test: Expression,
	result: string | null,
	call: CallExpression | null,
): boolean | null {
	const isResult = (part: Expression): boolean =>
		part === call ||
		(part.kind === "identifier" && part.name === result) ||
		(part.kind === "assign" && isResult(part.value));
	if (isResult(test)) return true;
	if (test.kind === "unary" && test.op === "!") {
		const inner = truthWhenFailed(test.operand, result, call);
		return inner === null ? null : !inner;
	}
	if (test.kind === "call" && isTransparent(calleeName(test) ?? "")) {
		const [inner] = test.args;
		return inner === undefined ? null : truthWhenFailed(inner, result, call);
	}
	if (
		test.kind === "binary" &&
		isResult(test.left) &&
		test.right.kind === "number" &&
		test.right.value !== null
	)
		return compare(
			test.op,
			symbol("errno", negative),
			constant(test.right.value),
		);
	return null;
}

function resultOf(node: CfgNode, call: CallExpression): string | null {
	if (node.action.kind === "declare") return node.action.declarator.name;
	let name: string | null = null;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (
				part.kind === "assign" &&
				part.target.kind === "identifier" &&
				contains(part.value, call)
			)
				name = part.target.name;
			return true;
		});
	return name;
}

function assigns(node: CfgNode, name: string | null): boolean {
	let found = false;
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (
				part.kind === "assign" &&
				part.target.kind === "identifier" &&
				part.target.name === name
			)
				found = true;
			return !found;
		});
	return found;
}
